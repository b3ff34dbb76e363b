/** Turn every textarea of a RichTextWidget into the editor. Without this module they stay textareas of HTML. */
import { Editor } from "django-prose-editor/editor"

import { withoutStyles } from "newsroom/richtext/paste"
import { Toolbar } from "newsroom/richtext/toolbar"
import { extensions } from "newsroom/richtext/vocabulary"

const MARKER = "data-richtext"
// A page with many editors names one element that holds the settings of all, and opens each when it is wanted.
const SHARED = "data-richtext-as"

const settingsOf = (textarea) => {
  const holder = textarea.hasAttribute(MARKER) ? textarea : document.getElementById(textarea.getAttribute(SHARED))
  return JSON.parse(holder.getAttribute(MARKER))
}

const isEmpty = (html) => /^<p[^>]*><\/p>$/.test(html)

/** The accessible name, description, language and direction that the textarea has. */
const attributesFrom = (textarea, id) => {
  const attributes = { id, role: "textbox", "aria-multiline": "true", class: "richtext-text" }
  if (textarea.rows < 10) attributes.class += " richtext-short"
  for (const name of ["lang", "dir", "aria-describedby", "aria-invalid", "aria-label"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name)
  }
  const label = textarea.labels[0]
  if (label) {
    label.id ||= `${id}-label`
    attributes["aria-labelledby"] = label.id
  }
  return attributes
}

const create = (textarea) => {
  if (textarea.closest(".richtext") || textarea.id.includes("__prefix__")) return
  const { vocabulary, labels, library } = settingsOf(textarea)
  const id = `${textarea.id || textarea.name}-text`
  const box = document.createElement("div")
  box.className = "richtext"
  textarea.before(box)
  box.append(textarea)
  const editable = !textarea.disabled && !textarea.readOnly
  const editor = new Editor({
    element: box,
    editable,
    content: textarea.value,
    // The stylesheet has these rules: the page's policy lets no script add any.
    injectCSS: false,
    extensions: [...extensions(vocabulary, labels, library), ...(editable ? [Toolbar.configure({ labels, vocabulary, library, controls: id })] : [])],
    editorProps: { attributes: attributesFrom(textarea, id), transformPastedHTML: withoutStyles },
    onUpdate: () => {
      const html = editor.getHTML()
      textarea.value = isEmpty(html) ? "" : html
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  textarea.labels[0]?.addEventListener("click", () => editor.commands.focus())
  textarea.classList.add("richtext-source")
  textarea.dispatchEvent(new CustomEvent("richtext:ready", { bubbles: true, detail: { editor } }))
}

const createAll = (root) => root.querySelectorAll(`textarea[${MARKER}]`).forEach(create)

createAll(document)
document.addEventListener("richtext:open", ({ target }) => create(target))
document.addEventListener("formset:added", ({ target }) => createAll(target))
