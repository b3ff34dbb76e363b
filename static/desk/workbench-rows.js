/** The rows: shown as they will read, each an editor from the moment that it gets the focus. */

const OPENING = "richtext:open"

export const rows = () => [...document.querySelectorAll(".wb-row")]

export const rowOf = (element) => element?.closest?.(".wb-row") ?? null

export const fieldOf = (row) => row.querySelector("textarea[name^='text-']")

export const editorOf = (row) => row.querySelector(".richtext .richtext-text:not(.wb-shown)")?.editor ?? null

/** What two texts have to differ in to be other texts. */
export const bare = (html) => (html ?? "").replace(/ data-block="[^"]*"/g, "").replace(/&nbsp;|\s+/g, " ").replace(/ ?(<\/?(?:p|h\d)>) ?/g, "$1").trim()

export const isEmpty = (row) => {
  const field = fieldOf(row)
  return !field || (!/<img/.test(field.value) && !field.value.replace(/<[^>]*>|&nbsp;/g, "").trim())
}

/** The element that holds the words of the row: the editor's, the shown text, or null for a plain line. */
export const wordsOf = (row) => editorOf(row)?.view.dom ?? row.querySelector(".wb-shown, [data-wb='target']")

const grow = (field) => {
  field.style.blockSize = "auto"
  field.style.blockSize = `${field.scrollHeight + 2}px`
}

/** The text of a row that is no editor yet: looks the same, and becomes one when it gets the focus. */
const show = (field) => {
  const box = document.createElement("div")
  box.className = "richtext wb-shown-box"
  const shown = document.createElement("div")
  shown.className = "richtext-text wb-shown"
  shown.tabIndex = 0
  shown.setAttribute("role", "textbox")
  shown.setAttribute("aria-multiline", "true")
  for (const name of ["aria-label", "lang", "dir"]) shown.setAttribute(name, field.getAttribute(name))
  shown.innerHTML = field.value
  box.append(shown)
  field.before(box)
  field.hidden = true
  field.classList.add("richtext-source")
  shown.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    event.preventDefault()
    const top = shown.getBoundingClientRect().top
    const editor = open(rowOf(field))
    const shift = editor.view.dom.getBoundingClientRect().top - top
    const place = editor.view.posAtCoords({ left: event.clientX, top: event.clientY + shift })
    enter(editor, place?.pos)
  })
  shown.addEventListener("focus", () => enter(open(rowOf(field))))
}

/** Put the cursor into the editor at once, at its end or at a place. Tiptap's own command waits for the next frame, and
 *  a letter typed before it went into the row that was left. */
const enter = (editor, place = editor.state.doc.content.size) => {
  editor.commands.setTextSelection(place)
  editor.view.focus()
}

/** The editor of the row, made now if it is not there yet; null for a plain line. */
export const open = (row) => {
  const field = fieldOf(row)
  if (!field || !field.matches(".wb-html")) return null
  const ready = editorOf(row)
  if (ready) return ready
  const top = row.getBoundingClientRect().top
  row.querySelector(".wb-shown-box")?.remove()
  field.hidden = false
  field.dispatchEvent(new CustomEvent(OPENING, { bubbles: true }))
  scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" })
  return editorOf(row)
}

/** Put the cursor into the row. */
export const focusRow = (row, { isCentred = false } = {}) => {
  const editor = open(row)
  if (editor) enter(editor)
  else {
    const field = fieldOf(row)
    ;(field ?? row.querySelector(".wb-acts button"))?.focus({ preventScroll: true })
    field?.setSelectionRange(field.value.length, field.value.length)
  }
  const { top, bottom } = row.getBoundingClientRect()
  const bar = document.querySelector(".wb-bar")?.getBoundingClientRect().bottom ?? 0
  if (isCentred || top < bar + 8 || bottom > innerHeight - 48) {
    row.scrollIntoView({ block: row.offsetHeight > innerHeight / 2 ? "start" : "center", behavior: "instant" })
  }
}

/** Write into the row: HTML of blocks, or of a title and standfirst the text of it. Can be undone. */
export const write = (row, html) => {
  const editor = open(row)
  if (editor) {
    editor.commands.setContent(html, { emitUpdate: true })
    enter(editor)
    return
  }
  const field = fieldOf(row)
  field.focus()
  field.select()
  const words = new DOMParser().parseFromString(html, "text/html").body.textContent
  if (!document.execCommand("insertText", false, words)) {
    field.value = words
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
}

/** Insert where the cursor is; a link goes around what is selected. */
export const insert = (row, html, { kind = "", address = "" } = {}) => {
  const editor = open(row)
  if (!editor) {
    const field = fieldOf(row)
    field.setRangeText(new DOMParser().parseFromString(html, "text/html").body.textContent, field.selectionStart, field.selectionEnd, "end")
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  } else if (kind === "link" && !editor.state.selection.empty) {
    editor.chain().focus().setMark("link", { href: address }).run()
  } else {
    editor.chain().focus().insertContent(html).run()
  }
}

/** Change what the form carries of the row beside its text. */
export const describe = (row, changes) => {
  const field = row.querySelector("input[name='row']")
  field.value = JSON.stringify({ ...JSON.parse(field.value), ...changes })
}

export const setUp = (row) => {
  const field = fieldOf(row)
  row.before_ = bare(field?.value)
  if (!field) return
  if (field.matches(".wb-html")) show(field)
  else {
    field.rows = 1
    grow(field)
  }
  field.addEventListener("input", () => {
    if (field.matches(".wb-line")) grow(field)
    const shown = row.querySelector(".wb-shown")
    if (shown) shown.innerHTML = field.value
  })
}

export const isEdited = (row) => Boolean(fieldOf(row)) && bare(fieldOf(row).value) !== row.before_

/** Whether the row still waits for a translator, as it stands now. */
export const isTodo = (row) => !row.dataset.isDropped && row.dataset.words !== "0" && Boolean(fieldOf(row)) && isEmpty(row)

export const isWaiting = (row) => Boolean(row.dataset.isWaiting) && !isEdited(row)
