/**
 * The panel beside the text: asked of the desk for the text as it stands here,
 * again whenever that was kept, and after each of its buttons.
 */
import { pm, Plugin } from "django-prose-editor/editor"

const panel = document.getElementById("panel")
const form = document.getElementById("edition_form")

const bodyEditor = () => document.getElementById("id_body-text")?.editor

/** Where the words stand in the text for the first time, outside mentions, links and footnotes. */
const placeOf = (doc, words) => {
  let place = null
  doc.descendants((node, position) => {
    if (place || node.type.name === "footnote") return false
    if (!node.isText || node.marks.some(({ type }) => ["mention", "link"].includes(type.name))) return true
    const at = node.text.replace(/\s/g, " ").indexOf(words.replace(/\s/g, " "))
    if (at >= 0) place = { from: position + at, to: position + at + words.length }
    return true
  })
  return place
}

const mention = (reference, words) => {
  const editor = bodyEditor()
  const place = editor && placeOf(editor.state.doc, words)
  if (!place) return
  const mark = editor.schema.marks.mention.create({ "data-mention": reference })
  editor.view.dispatch(editor.state.tr.addMark(place.from, place.to, mark))
}

/** The offices that the panel knows, shown behind the mentions in the text. */
const offices = () =>
  Object.fromEntries([...panel.querySelectorAll("[data-subject]")].map(({ dataset }) => [dataset.subject, dataset.office]))

const showOffices = () => {
  const editor = bodyEditor()
  if (!editor || !pm?.view) return
  let known = offices()
  const { Decoration, DecorationSet } = pm.view
  const decorate = (doc) => {
    const shown = []
    doc.descendants((node, position) => {
      const mark = node.isText && node.marks.find(({ type }) => type.name === "mention")
      const office = mark && known[mark.attrs["data-mention"]]
      if (office) {
        shown.push(Decoration.inline(position, position + node.nodeSize, { class: "with-office", title: office, "data-office": office }))
      }
    })
    return DecorationSet.create(doc, shown)
  }
  editor.registerPlugin(new Plugin({ props: { decorations: ({ doc }) => decorate(doc) } }))
  return () => {
    known = offices()
    editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false))
  }
}

let refreshOffices
let asked

/** Ask for the panel; `deed` is what one of its buttons does. */
export const refreshPanel = async (deed) => {
  const data = new FormData(form)
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1]
  if (token) data.set("csrfmiddlewaretoken", token)
  if (deed) data.set("do", deed)
  const mine = (asked = Symbol("asked"))
  const answer = await fetch(panel.dataset.url, { method: "POST", body: data, redirect: "manual" }).catch(() => null)
  if (!answer?.ok || mine !== asked) return
  const html = await answer.text()
  const focused = document.activeElement
  const had = panel.contains(focused) ? focused : null
  const spot = had && [...panel.querySelectorAll("button, select")].indexOf(had)
  const choosing = had?.matches("select") && !deed
  if (choosing) return
  panel.innerHTML = html
  if (had) {
    const stops = [...panel.querySelectorAll("button, select")]
    ;(stops[Math.min(spot, stops.length - 1)] ?? panel).focus()
  }
  refreshOffices ??= showOffices()
  refreshOffices?.()
}

export const startPanel = () => {
  panel.addEventListener("click", ({ target }) => {
    const button = target.closest("button")
    if (!button) return
    const { do: deed, add, mention: reference, form: words } = button.dataset
    if (deed) refreshPanel(deed)
    else if (add) refreshPanel(`add:${add}:${document.getElementById(`panel-${add}`).value}`)
    else if (reference) {
      mention(reference, words)
      refreshPanel()
    }
  })
  document.addEventListener("autosave:saved", () => refreshPanel())
  refreshPanel()
}
