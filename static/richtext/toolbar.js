/**
 * The toolbar, after the ARIA Authoring Practices: one stop of the Tab key,
 * arrow keys within it, Escape back to the text; Alt+F10 leads to it.
 */
import { Extension } from "django-prose-editor/editor"

import { ask } from "newsroom/richtext/dialog"
import { chooseImage } from "newsroom/richtext/library"

/** Put the mark on the selection, or insert marked text where nothing is selected. */
const mark = (editor, type, attrs, text) => {
  if (editor.isActive(type) && editor.state.selection.empty) {
    return editor.chain().focus().extendMarkRange(type).setMark(type, attrs).run()
  }
  if (editor.state.selection.empty) {
    return editor.chain().focus().insertContent({ type: "text", text, marks: [{ type, attrs }] }).unsetMark(type).run()
  }
  return editor.chain().focus().setMark(type, attrs).run()
}

const editLink = async (editor, { labels, vocabulary }) => {
  const here = editor.getAttributes("link").href ?? ""
  const bare = editor.state.selection.empty && !editor.isActive("link")
  const values = await ask(
    labels.link,
    {
      href: { label: labels.address, value: here, required: true, dir: "ltr", pattern: `(?:(?:${vocabulary.linkSchemes.join("|")}):|[^:]*(?:[\\/?#]|$)).*` },
      ...(bare ? { text: { label: labels.linkText, required: true } } : {}),
    },
    labels,
  )
  if (!values) return editor.commands.focus()
  const href = /^www\./i.test(values.href) ? `https://${values.href}` : values.href
  return mark(editor, "link", { href }, values.text)
}

const editMention = async (editor, { labels }) => {
  const [kind, pk] = (editor.getAttributes("mention")["data-mention"] ?? "person:").split(":")
  const bare = editor.state.selection.empty && !editor.isActive("mention")
  const values = await ask(
    labels.mention,
    {
      kind: { label: labels.mentionKind, value: kind, choices: [["person", labels.person], ["organisation", labels.organisation]] },
      pk: { label: labels.mentionNumber, value: pk, type: "number", min: 1, required: true },
      ...(bare ? { text: { label: labels.mentionText, required: true } } : {}),
    },
    labels,
  )
  if (!values) return editor.commands.focus()
  return mark(editor, "mention", { "data-mention": `${values.kind}:${Number(values.pk)}` }, values.text)
}

/** The content of a footnote: its text, with addresses of pages as links. */
const footnoteContent = (text) =>
  text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, index) => ({
      type: "text",
      text: part,
      ...(index % 2 ? { marks: [{ type: "link", attrs: { href: part } }] } : {}),
    }))
    .filter(({ text: part }) => part)

/** Add a footnote, or change the one that is selected. */
const editFootnote = async (editor, { labels }) => {
  const { selection } = editor.state
  const selected = selection.node?.type.name === "footnote" ? selection.node : null
  const here = selected?.textContent ?? ""
  const fields = { text: { label: labels.footnoteText, multiline: true, required: true, value: here } }
  const values = await ask(labels.footnote, fields, labels)
  if (!values || values.text === here) return editor.commands.focus()
  const place = selected ? { from: selection.from, to: selection.to } : selection.to
  return editor
    .chain()
    .focus()
    .insertContentAt(place, { type: "footnote", content: footnoteContent(values.text) })
    .command(({ tr, commands }) => commands.setTextSelection(tr.mapping.map(selection.to)))
    .run()
}

const editCaption = async (editor, { labels }) => {
  const { caption } = editor.getAttributes("table")
  const values = await ask(labels.tableCaption, { caption: { label: labels.caption, value: caption ?? "" } }, labels)
  if (!values) return editor.commands.focus()
  return editor.chain().focus().updateAttributes("table", { caption: values.caption || null }).run()
}

/** The figure around the selection, with its place. */
const figureAt = ({ selection }) => {
  if (selection.node?.type.name === "figure") return { node: selection.node, from: selection.from }
  const { $from } = selection
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "figure") return { node: $from.node(depth), from: $from.before(depth) }
  }
  return null
}

/** Insert an image of the media library, or choose another one for the figure that is selected. */
const editFigure = async (editor, { labels, library }) => {
  const here = figureAt(editor.state)
  const caption = here?.node.childCount > 1 ? here.node.lastChild.textContent : ""
  const current = here?.node.firstChild.attrs["data-image"] ?? null
  const language = editor.view.dom.lang
  const chosen = await chooseImage({ library, labels, language, current, caption })
  if (!chosen) return editor.commands.focus()
  const picture = { type: "picture", attrs: { "data-image": chosen.number } }
  // Words that were not touched keep their formatting.
  const kept = here && chosen.caption === caption && caption ? [here.node.lastChild.toJSON()] : null
  const words = chosen.caption ? [{ type: "figureCaption", content: [{ type: "text", text: chosen.caption }] }] : []
  const figure = { type: "figure", attrs: here?.node.attrs ?? {}, content: [picture, ...(kept ?? words)] }
  if (here) {
    return editor.chain().focus().insertContentAt({ from: here.from, to: here.from + here.node.nodeSize }, figure).run()
  }
  return editor.chain().focus().insertContent(figure).run()
}

const inTable = (editor) => editor.isActive("table")
const run = (name, ...args) => ({
  command: (editor) => editor.chain().focus()[name](...args).run(),
  enabled: (editor) => editor.can()[name](...args),
})
const heading = (level) => ({
  name: `heading${level}`,
  text: `H${level}`,
  ...run("toggleHeading", { level }),
  active: (editor) => editor.isActive("heading", { level }),
})
const toggle = (name, icon, command, type) => ({ name, icon, ...run(command), active: (editor) => editor.isActive(type) })
const tableAction = (name, icon, command) => ({ name, icon, ...run(command), shown: inTable })

/** The buttons in groups. `icon` is the name of a Material icon. */
const groups = (vocabulary, library) => [
  [
    { name: "undo", icon: "undo", ...run("undo") },
    { name: "redo", icon: "redo", ...run("redo") },
  ],
  [
    { name: "paragraph", icon: "notes", ...run("setParagraph"), active: (editor) => editor.isActive("paragraph") },
    ...vocabulary.headings.map(heading),
  ],
  [
    toggle("bold", "format_bold", "toggleBold", "bold"),
    toggle("italic", "format_italic", "toggleItalic", "italic"),
    toggle("subscript", "subscript", "toggleSubscript", "subscript"),
    toggle("superscript", "superscript", "toggleSuperscript", "superscript"),
  ],
  [
    toggle("bulletList", "format_list_bulleted", "toggleBulletList", "bulletList"),
    toggle("orderedList", "format_list_numbered", "toggleOrderedList", "orderedList"),
    { name: "indent", icon: "format_indent_increase", ...run("sinkListItem", "listItem"), shown: (editor) => editor.isActive("listItem") },
    { name: "outdent", icon: "format_indent_decrease", ...run("liftListItem", "listItem"), shown: (editor) => editor.isActive("listItem") },
  ],
  [
    toggle("blockquote", "format_quote", "toggleBlockquote", "blockquote"),
    { name: "attribution", icon: "record_voice_over", ...run("attributeQuote"), shown: (editor) => editor.isActive("blockquote") },
  ],
  [
    { name: "link", icon: "insert_link", command: editLink, active: (editor) => editor.isActive("link") },
    { name: "unlink", icon: "link_off", ...run("unsetLink"), shown: (editor) => editor.isActive("link") },
    { name: "mention", icon: "person", command: editMention, active: (editor) => editor.isActive("mention") },
    {
      name: "unmention",
      icon: "person_off",
      command: (editor) => editor.chain().focus().extendMarkRange("mention").unsetMark("mention").run(),
      shown: (editor) => editor.isActive("mention"),
    },
    { name: "footnote", icon: "note_add", command: editFootnote, active: (editor) => editor.isActive("footnote") },
  ],
  [
    ...(library
      ? [{ name: "figure", icon: "image", command: editFigure, active: (editor) => Boolean(figureAt(editor.state)) }]
      : []),
    {
      name: "table",
      icon: "grid_on",
      ...run("insertTable", { rows: 3, cols: 3, withHeaderRow: true }),
      enabled: (editor) => !inTable(editor),
    },
    { name: "tableCaption", icon: "subtitles", command: editCaption, shown: inTable },
    tableAction("addRow", "playlist_add", "addRowAfter"),
    tableAction("deleteRow", "playlist_remove", "deleteRow"),
    tableAction("addColumn", "add_box", "addColumnAfter"),
    tableAction("deleteColumn", "indeterminate_check_box", "deleteColumn"),
    tableAction("headerCell", "table_chart", "toggleHeaderCell"),
    tableAction("mergeOrSplit", "call_merge", "mergeOrSplit"),
    tableAction("deleteTable", "delete", "deleteTable"),
  ],
]

const SHORTCUTS = { bold: "Control+B", italic: "Control+I", link: "Control+K", undo: "Control+Z", redo: "Control+Shift+Z" }

const buttonFor = ({ name, icon, text }, label) => {
  const button = document.createElement("button")
  button.type = "button"
  button.dataset.name = name
  button.title = label
  button.setAttribute("aria-label", label)
  if (SHORTCUTS[name]) button.setAttribute("aria-keyshortcuts", SHORTCUTS[name])
  const face = document.createElement("span")
  face.setAttribute("aria-hidden", "true")
  face.className = icon ? "material-icons" : "richtext-face"
  face.textContent = icon ?? text
  button.append(face)
  return button
}

/** One stop for Tab: the button that was used last, or the first one. */
const rove = (toolbar, buttons, editor) => {
  const reachable = () => buttons.filter((button) => !button.hidden)
  const stop = (button) => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1
  }
  toolbar.addEventListener("focusin", ({ target }) => buttons.includes(target) && stop(target))
  toolbar.addEventListener("keydown", (event) => {
    const all = reachable()
    const at = all.indexOf(document.activeElement)
    const forward = getComputedStyle(toolbar).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
    const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight"
    const next = { [forward]: at + 1, [backward]: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === "Escape") editor.commands.focus()
    else if (next === undefined) return
    else all[next % all.length].focus()
    event.preventDefault()
  })
  return () => {
    const all = reachable()
    const stops = all.filter((button) => button.tabIndex === 0)
    if (stops.length !== 1) stop(all[0])
  }
}

export const Toolbar = Extension.create({
  name: "toolbar",
  // Before the keys of the vocabulary's parts.
  priority: 1200,
  addOptions: () => ({ labels: {}, vocabulary: {}, library: null, controls: "" }),
  onCreate() {
    const { editor, options } = this
    const toolbar = document.createElement("div")
    toolbar.className = "richtext-toolbar"
    toolbar.setAttribute("role", "toolbar")
    toolbar.setAttribute("aria-label", options.labels.toolbar)
    if (options.controls) toolbar.setAttribute("aria-controls", options.controls)
    const items = []
    for (const group of groups(options.vocabulary, options.library)) {
      const box = document.createElement("div")
      for (const item of group) {
        const button = buttonFor(item, options.labels[item.name])
        // The text keeps its selection while a button is pressed with the mouse.
        button.addEventListener("mousedown", (event) => event.preventDefault())
        button.addEventListener("click", () => {
          if (button.getAttribute("aria-disabled") !== "true") item.command(editor, options)
        })
        box.append(button)
        items.push([item, button])
      }
      toolbar.append(box)
    }
    const keepStop = rove(toolbar, items.map(([, button]) => button), editor)
    const refresh = () => {
      for (const [{ active, enabled, shown }, button] of items) {
        button.hidden = shown ? !shown(editor) : false
        if (active) button.setAttribute("aria-pressed", String(active(editor)))
        button.setAttribute("aria-disabled", String(enabled ? !enabled(editor) : false))
      }
      keepStop()
    }
    editor.on("transaction", refresh)
    editor.view.dom.addEventListener("dblclick", () => {
      if (editor.isActive("footnote")) editFootnote(editor, options)
    })
    editor.view.dom.before(toolbar)
    refresh()
    this.storage.element = toolbar
  },
  addStorage: () => ({ element: null }),
  addKeyboardShortcuts() {
    return {
      Enter: () => {
        if (!this.editor.isActive("footnote")) return false
        editFootnote(this.editor, this.options)
        return true
      },
      "Mod-k": () => {
        editLink(this.editor, this.options)
        return true
      },
      "Alt-F10": () => {
        this.storage.element?.querySelector('[tabindex="0"]')?.focus()
        return true
      },
    }
  },
  onDestroy() {
    this.storage.element?.remove()
  },
})
