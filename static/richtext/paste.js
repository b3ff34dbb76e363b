/**
 * Clean what a word processor puts on the clipboard, before it is read.
 *
 * The page's policy blocks and reports inline styles even in a document that
 * is never shown. What a style says of the text becomes an element; the rest
 * of it goes.
 */

const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi
const STYLE = /\sstyle\s*=\s*(?=["'])/gi
const BARE_STYLE = /\sstyle\s*=\s*[^\s"'>]+/gi

/** The elements that say what the style says. */
const MEANING = [
  [/(?:^|;)\s*font-weight:\s*(bold|[6-9]00)\b/i, "strong"],
  [/(?:^|;)\s*font-style:\s*italic/i, "em"],
  [/(?:^|;)\s*vertical-align:\s*super/i, "sup"],
  [/(?:^|;)\s*vertical-align:\s*sub\b/i, "sub"],
]

const wrap = (element, tag) => {
  const inner = document.createElement(tag)
  inner.append(...element.childNodes)
  element.append(inner)
}

export const withoutStyles = (html) => {
  const inert = html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(TAG, (tag) => tag.replace(STYLE, " data-style=").replace(BARE_STYLE, " "))
  const { body } = new DOMParser().parseFromString(inert, "text/html")
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = element.dataset.style
    delete element.dataset.style
    if (element.matches("b, strong") && /(?:^|;)\s*font-weight:\s*(normal|400)/i.test(style)) {
      // Google Docs wraps all that it copies in such an element.
      element.replaceWith(...element.childNodes)
    } else if (element.matches("span, a")) {
      for (const [pattern, tag] of MEANING) if (pattern.test(style)) wrap(element, tag)
    }
  }
  return body.innerHTML
}
