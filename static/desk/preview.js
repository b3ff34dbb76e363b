/**
 * The public page in a frame: as wide as a phone or a desk, in light or dark.
 *
 * The page itself is the public's, untouched. Its dark rules ask the browser
 * what its user prefers; here they are told what was chosen instead.
 */

const section = document.getElementById("preview")
const frame = section.querySelector("iframe")
const WIDTHS = { phone: 390, desktop: 1280 }

const chosen = (name) => section.querySelector(`[name="preview-${name}"]:checked`).value

/** Show the page in its own width, made smaller where there is less room. */
const fit = () => {
  const width = WIDTHS[chosen("width")]
  const room = section.clientWidth
  const scale = Math.min(1, room / width)
  const height = Math.max(480, innerHeight * 0.75)
  frame.style.inlineSize = `${width}px`
  frame.style.blockSize = `${height / scale}px`
  frame.style.transform = scale < 1 ? `scale(${scale})` : "none"
  frame.style.marginBlockEnd = `${height - height / scale}px`
}

const dark = /\(\s*prefers-color-scheme:\s*dark\s*\)/

const colour = () => {
  const scheme = chosen("scheme")
  const page = frame.contentDocument
  if (!page?.documentElement) return
  page.documentElement.style.colorScheme = scheme
  for (const sheet of page.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof frame.contentWindow.CSSMediaRule)) continue
      rule.asked ??= rule.media.mediaText
      if (dark.test(rule.asked)) rule.media.mediaText = scheme === "dark" ? "all" : "not all"
    }
  }
}

let place = 0

frame.addEventListener("load", () => {
  const page = frame.contentDocument
  // Links lead nowhere from here, but to other places in the page.
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a")
    if (link && !link.getAttribute("href")?.startsWith("#")) event.preventDefault()
  })
  colour()
  frame.contentWindow.scrollTo(0, place)
})

/** Show the text as it now stands: what is kept at the desk for this user, else what is saved. */
export const refresh = () => {
  place = frame.contentWindow?.scrollY ?? 0
  // Without a step in the tab's history.
  frame.contentWindow.location.replace(section.dataset.url)
}

export const toggle = () => {
  section.hidden = !section.hidden
  document.body.classList.toggle("has-preview", !section.hidden)
  if (!section.hidden) {
    fit()
    refresh()
  }
  return !section.hidden
}

section.addEventListener("change", ({ target }) => (target.name === "preview-width" ? fit() : colour()))
new ResizeObserver(fit).observe(section)
addEventListener("resize", fit)
if (frame.contentDocument?.readyState === "complete") colour()
