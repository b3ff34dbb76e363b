/**
 * Clean what a word processor puts on the clipboard, before it is read.
 *
 * Headings, lists, tables, links and footnotes are kept, and nothing of the
 * looks. The page's policy blocks and reports inline styles even in a document
 * that is never shown: they are read from `data-style`, and what a style says
 * of the text becomes an element.
 */

const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi
const STYLE = /\sstyle\s*=\s*(?=["'])/gi
const BARE_STYLE = /\sstyle\s*=\s*[^\s"'>]+/gi
const HANDLER = /\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi
/** What is kept of the attributes. The language of a word in Word is that of its spelling checker. */
const ATTRIBUTES = new Set(["href", "src", "alt", "width", "height", "colspan", "rowspan", "scope", "start", "type", "cite", "data-footnote", "data-mention", "data-image"])

/** The elements that say what the style says. */
const MEANING = [
  [/(?:^|;)\s*font-weight:\s*(bold|[6-9]00)\b/i, "strong"],
  [/(?:^|;)\s*font-style:\s*italic/i, "em"],
  [/(?:^|;)\s*vertical-align:\s*super/i, "sup"],
  [/(?:^|;)\s*vertical-align:\s*sub\b/i, "sub"],
]

const styleOf = (element) => element.dataset?.style ?? ""
const unwrap = (element) => element.replaceWith(...element.childNodes)
const isEmpty = (node) => !node.textContent.trim() && !node.querySelector?.("img, [data-footnote], table")

const wrapContent = (element, tag) => {
  const inner = document.createElement(tag)
  inner.append(...element.childNodes)
  element.append(inner)
}

const rename = (element, tag) => {
  const renamed = document.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

/** What nobody reads: hidden and deleted text, comments and their marks, and the bullets that Word writes out. */
const removeUnseen = (body) => {
  const unseen = /mso-element:\s*comment|mso-hide:\s*all|(?:^|;)\s*display:\s*none|mso-special-character:\s*(?:comment|footnote-separator)/i
  for (const element of body.querySelectorAll("[data-style]")) {
    if (unseen.test(styleOf(element))) element.remove()
    else if (/mso-(?:spacerun|tab-count)/i.test(styleOf(element))) element.replaceWith(" ")
  }
  for (const element of body.querySelectorAll("del, .MsoCommentReference, .msocomanchor, .msocomtxt, meta, link, title")) element.remove()
}

// ---- Lists: Word writes each item as a paragraph that names its list and level.

const FORMATS = { "alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I" }

/** "l0 level2" → what its items are numbered with, from the style sheet that comes along. */
const formatsIn = (html) => {
  const formats = {}
  for (const [, list, level, rules] of html.matchAll(/@list\s+(l\d+):level(\d+)[^{]*\{([^}]*)\}/gi)) {
    formats[`${list} ${level}`] = /mso-level-number-format:\s*([\w-]+)/i.exec(rules)?.[1].toLowerCase() ?? "decimal"
  }
  return formats
}

/** Without a style sheet the written-out bullet has to tell. */
const formatOf = (marker) => {
  const numeral = /^\(?(?:(\d+)|([ivx]+)|([a-z])|([IVX]+)|([A-Z]))[.)]/.exec(marker)
  return numeral ? ["decimal", "roman-lower", "alpha-lower", "roman-upper", "alpha-upper"][numeral.slice(1).findIndex(Boolean)] : "bullet"
}

const itemOf = (element, formats) => {
  const [, list, level] = /mso-list:\s*(l\d+)\s+level(\d+)/i.exec(styleOf(element)) ?? []
  if (!list || !element.matches("p, div, h1, h2, h3, h4, h5, h6, li")) return null
  const bullets = [...element.querySelectorAll("[data-style]")].filter((each) => /mso-list:\s*ignore/i.test(styleOf(each)))
  const marker = bullets.map(({ textContent }) => textContent).join("").trim()
  for (const bullet of bullets) bullet.remove()
  const format = formats[`${list} ${level}`] ?? formatOf(marker)
  const isBullet = ["bullet", "image", "none"].includes(format)
  // A letter of a numbered list says little; a number says where it goes on.
  return { element, list, level: Number(level), tag: isBullet ? "ul" : "ol", type: FORMATS[format], start: Number.parseInt(marker.replace("(", ""), 10) || 1 }
}

const newList = ({ tag, type, start }) => {
  const list = document.createElement(tag)
  if (type) list.setAttribute("type", type)
  else if (tag === "ol" && start > 1) list.setAttribute("start", start)
  return list
}

/** Put items that follow each other into real lists, one inside the other by their levels. */
const buildLists = (items) => {
  const open = []
  for (const item of items) {
    while (open.length && open.at(-1).level > item.level) open.pop()
    let top = open.at(-1)
    if (top?.level === item.level && (top.tag !== item.tag || (open.length === 1 && top.name !== item.list))) {
      open.pop()
      top = open.at(-1)
    }
    if (!top || top.level < item.level) {
      const list = newList(item)
      if (top) top.list.lastElementChild.append(list)
      else item.element.before(list)
      top = { list, level: item.level, tag: item.tag, name: item.list }
      open.push(top)
    }
    const entry = document.createElement("li")
    const paragraph = document.createElement("p")
    paragraph.append(...item.element.childNodes)
    entry.append(paragraph)
    top.list.append(entry)
    item.element.remove()
  }
}

const nextElement = (element) => {
  let next = element.nextSibling
  while (next && next.nodeType !== Node.ELEMENT_NODE && !next.textContent?.trim()) next = next.nextSibling
  return next?.nodeType === Node.COMMENT_NODE ? next.nextElementSibling : next
}

const wordLists = (body, formats) => {
  const items = new Map()
  for (const element of body.querySelectorAll('[data-style*="mso-list" i]')) {
    const item = itemOf(element, formats)
    if (item) items.set(element, item)
  }
  while (items.size) {
    const run = []
    let [element] = items.keys()
    while (items.has(element)) {
      run.push(items.get(element))
      items.delete(element)
      element = nextElement(element)
    }
    buildLists(run)
  }
}

/** Google Docs and old pages write a sublist beside its item; it belongs inside. */
const nestSublists = (body) => {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const item = list.previousElementSibling
    if (item?.matches("li")) item.append(list)
    else {
      const made = document.createElement("li")
      list.before(made)
      made.append(list)
    }
  }
}

// ---- Footnotes: Word, LibreOffice and Google Docs link the number to the note and back.

const NOTE = /#((?:_ftn|_edn|ftnt)\d+|sd(?:foot|end)note\d+sym)$/

const byName = (body, name) =>
  [...body.querySelectorAll("[id], [name]")].find((element) => element.id === name || element.getAttribute("name") === name)

const noteText = (container, back) => {
  back.closest("sup")?.contains(back) ? back.closest("sup").remove() : back.remove()
  const note = document.createElement("span")
  note.setAttribute("data-footnote", "")
  const parts = container.matches("p, li") ? [container] : [...container.querySelectorAll("p, li")]
  for (const part of parts.length ? parts : [container]) note.append(...(note.hasChildNodes() ? [" "] : []), ...part.childNodes)
  if (note.firstChild?.nodeType === Node.TEXT_NODE) note.firstChild.textContent = note.firstChild.textContent.trimStart()
  return note
}

const footnotes = (body) => {
  for (const link of body.querySelectorAll("a[href]")) {
    const name = NOTE.exec(link.getAttribute("href"))?.[1]
    const back = name && byName(body, name)
    if (!back || back === link) continue
    const container = back.closest('[data-style*="mso-element:footnote"], [data-style*="mso-element:endnote"], div[id^="sd"]') ?? back.closest("p, li, div")
    if (!container || container.contains(link)) continue
    const note = noteText(container, back)
    const sup = link.closest("sup")
    ;(sup && sup.textContent.trim() === link.textContent.trim() ? sup : link).replaceWith(note)
    container.remove()
  }
  for (const list of body.querySelectorAll('[data-style*="mso-element:footnote-list"], [data-style*="mso-element:endnote-list"]')) {
    if (isEmpty(list)) list.remove()
  }
}

// ---- Links, headings and the rest.

/** Links within the document that was copied lead nowhere here; Google's detours are cut short. */
const links = (body) => {
  for (const link of body.querySelectorAll("a")) {
    const address = link.getAttribute("href") ?? ""
    if (!address || /^(?:#|file:|about:)/i.test(address)) unwrap(link)
    else if (/^https:\/\/www\.google\.com\/url\?/.test(address)) {
      link.setAttribute("href", new URL(address).searchParams.get("q") ?? address)
    }
  }
}

const headings = (body) => {
  for (const paragraph of body.querySelectorAll("p[data-style], p.MsoTitle")) {
    const level = paragraph.matches(".MsoTitle") ? 1 : /mso-outline-level:\s*([1-6])/i.exec(styleOf(paragraph))?.[1]
    if (level) rename(paragraph, `h${level}`)
  }
}

const emphasis = (body) => {
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = styleOf(element)
    delete element.dataset.style
    if (element.matches("b, strong") && /(?:^|;)\s*font-weight:\s*(normal|400)/i.test(style)) {
      // Google Docs wraps all that it copies in such an element.
      unwrap(element)
    } else if (element.matches("span, a")) {
      for (const [pattern, tag] of MEANING) if (pattern.test(style)) wrapContent(element, tag)
    }
  }
}

/** Empty paragraphs, by which word processors make distance, and line breaks between blocks. */
const spacing = (body) => {
  for (const block of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    if (isEmpty(block) && !block.closest("td, th, li")) block.remove()
  }
  for (const br of body.querySelectorAll(":scope > br, .Apple-interchange-newline, :is(p, li) > br:last-child")) br.remove()
}

const attributes = (body) => {
  for (const element of body.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) if (!ATTRIBUTES.has(name)) element.removeAttribute(name)
  }
}

export const withoutStyles = (html) => {
  const formats = formatsIn(html)
  const inert = html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(TAG, (tag) => tag.replace(STYLE, " data-style=").replace(BARE_STYLE, " ").replace(HANDLER, ""))
  const { body } = new DOMParser().parseFromString(inert, "text/html")
  // Text copied within the editor is as it should be.
  if (body.querySelector("[data-pm-slice]")) return body.innerHTML
  removeUnseen(body)
  footnotes(body)
  wordLists(body, formats)
  nestSublists(body)
  links(body)
  headings(body)
  emphasis(body)
  spacing(body)
  attributes(body)
  return body.innerHTML
}
