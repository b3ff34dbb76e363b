/** The page on which a text is written: its keys, its counts, its errors, and the panels beside it. */
import { startPanel } from "newsroom/desk/panel"
import { refresh, toggle } from "newsroom/desk/preview"

const form = document.getElementById("edition_form")
const section = document.getElementById("preview")
const previewButton = document.getElementById("preview-toggle")
const shortcuts = document.getElementById("shortcuts")

/** How many characters there are, of how many advised: shown at once, read out after a pause. */
const count = (field) => {
  const advised = Number(field.dataset.advised)
  const labels = JSON.parse(form.dataset.counts)
  const line = document.getElementById(`${field.id}_helptext`)
  const spoken = Object.assign(document.createElement("span"), { className: "visually-hidden" })
  spoken.setAttribute("role", "status")
  line.after(spoken)
  let pause
  const show = () => {
    const length = [...field.value].length
    const words = (length > advised ? labels.over : labels.within).replace("%(count)s", length).replace("%(advised)s", advised)
    line.textContent = words
    line.classList.toggle("is-over", length > advised)
    clearTimeout(pause)
    pause = setTimeout(() => {
      if (document.activeElement === field) spoken.textContent = words
    }, 1500)
  }
  field.addEventListener("input", show)
  show()
}

/** The field that a link of the summary means; a rich text is behind its editor. */
const focusField = (id) => {
  const field = document.getElementById(id)
  const target = document.getElementById(`${id}-text`) ?? field
  target?.focus()
  target?.scrollIntoView({ block: "center" })
}

const showPreview = async () => {
  await form.autosave?.send()
  previewButton.setAttribute("aria-expanded", String(toggle()))
}

const press = (then) => form.requestSubmit(form.querySelector(`[name="then"][value="${then}"]`))

const KEYS = [
  [(event, mod) => mod && event.key.toLowerCase() === "s", () => press("stay")],
  [(event, mod) => mod && event.key === "Enter", () => press("submit")],
  [(event) => event.altKey && event.code === "KeyP", showPreview],
  [(event) => event.altKey && event.code === "KeyN", () => document.getElementById("next-in-queue").click()],
  [(event, mod) => mod && event.key === "/", () => shortcuts.showModal()],
  [(event) => event.key === "?" && !event.target.closest?.("input, textarea, select, [contenteditable]"), () => shortcuts.showModal()],
]

document.addEventListener("keydown", (event) => {
  const row = KEYS.find(([isIt]) => isIt(event, event.ctrlKey || event.metaKey))
  if (!row || event.repeat) return
  event.preventDefault()
  row[1]()
})

form.querySelectorAll("[data-advised]").forEach(count)
previewButton.addEventListener("click", (event) => {
  event.preventDefault()
  showPreview()
})
document.getElementById("shortcuts-open").addEventListener("click", () => shortcuts.showModal())
document.addEventListener("autosave:saved", () => section.hidden || refresh())
for (const link of document.querySelectorAll("#error-summary a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault()
    focusField(link.hash.slice(1))
  })
}
document.getElementById("error-summary")?.focus()
startPanel()
