/**
 * The workbench: a form that is sent without leaving the page.
 *
 * Without this module it is the same form, each button a page. Here the answer
 * is put in place of what it changes, so that the cursor, the place on the page
 * and what can be undone stay.
 */
import { refresh, toggle } from "newsroom/desk/preview"
import { checkAllSoon, checkSoon, fetchHelp, forgetCheckAll, showPlaces, startHelp, take } from "newsroom/desk/workbench-help"
import { bare, fieldOf, focusRow, isEdited, isTodo, isWaiting, rowOf, rows, setUp } from "newsroom/desk/workbench-rows"

const form = document.getElementById("edition_form")
const section = document.getElementById("preview")
const shortcuts = document.getElementById("shortcuts")
const said = document.getElementById("wb-said")
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform)

let active = null
let shownOnly = "all"
let isLeaving = false

const say = (words, { isError = false } = {}) => {
  said.textContent = words
  said.classList.toggle("is-shown", Boolean(words))
  said.classList.toggle("is-error", isError)
  clearTimeout(said.timer)
  said.timer = setTimeout(() => said.classList.remove("is-shown"), isError ? 12000 : 4000)
}

/* Where the work stands. */

const isIn = {
  all: () => true,
  todo: (row) => isTodo(row) || isWaiting(row),
  changed: (row) => Boolean(row.dataset.isChanged) && !isEdited(row),
  findings: (row) => row.dataset.findings !== "0",
}

const refreshState = (row) => {
  row.classList.toggle("is-todo", isTodo(row))
  row.classList.toggle("is-waiting", isWaiting(row))
  row.classList.toggle("is-done", !isTodo(row) && !isWaiting(row) && !row.dataset.isDropped)
  const confirm = row.querySelector(".wb-confirm")
  if (confirm) confirm.hidden = !isWaiting(row)
  const machine = row.querySelector("[data-wb='badges'] .is-submitted")
  if (machine) machine.hidden = isEdited(row)
}

const count = () => {
  const every = rows()
  const withSource = every.filter(({ dataset }) => dataset.source && dataset.words !== "0")
  const done = withSource.filter((row) => !isTodo(row) && !isWaiting(row) && !(row.dataset.isChanged && !isEdited(row)))
  const words = (list) => list.reduce((sum, { dataset }) => sum + Number(dataset.words), 0)
  const counted = document.getElementById("wb-counted")
  const numbers = { done: done.length, all: withSource.length, wordsDone: words(done), words: words(withSource) }
  const format = new Intl.NumberFormat(document.documentElement.lang || undefined)
  counted.textContent = counted.dataset.template.replace(/%\((\w+)\)s/g, (_all, name) => format.format(numbers[name]))
  document.querySelector(".wb-progress progress").value = numbers.words ? (100 * numbers.wordsDone) / numbers.words : 0
  for (const button of document.querySelectorAll("[data-show]")) {
    button.querySelector("b").textContent = every.filter(isIn[button.dataset.show]).length
    button.setAttribute("aria-pressed", String(button.dataset.show === shownOnly))
  }
}

/** Show some rows alone. The one that is being written stays, whatever becomes of it. */
const filter = (name) => {
  shownOnly = name
  for (const row of rows()) row.hidden = !isIn[name](row) && row !== active
  count()
}

/* From row to row. */

const activate = (row) => {
  if (row === active) return
  const top = row?.getBoundingClientRect().top
  active?.classList.remove("is-active")
  active = row
  if (!row) return
  row.classList.add("is-active")
  scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" })
  showPlaces(row)
  clearTimeout(activate.timer)
  activate.timer = setTimeout(() => fetchHelp(row), 120)
}

const visible = () => rows().filter((row) => !row.hidden)

const step = (by) => {
  const all = visible()
  const at = active ? all.indexOf(active) : by > 0 ? -1 : all.length
  const next = all[at + by]
  if (next) focusRow(next)
}

/** The next row after this one that needs someone, from the top again after the last. */
const nextToDo = (row) => {
  const all = visible()
  const at = all.indexOf(row)
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find((other) => isTodo(other) || isWaiting(other))
}

const done = async () => {
  const row = active ?? visible()[0]
  if (!row) return
  const { name } = row.dataset
  const next = nextToDo(row)?.dataset.name
  const confirm = row.querySelector(".wb-confirm")
  if (confirm && isWaiting(row)) await send(confirm)
  const target = next && document.getElementById(`row-${next}`)
  if (target) focusRow(target)
  else {
    say(form.dataset.allDone)
    const same = document.getElementById(`row-${name}`)
    if (same) focusRow(same)
  }
}

/* Sending the form, and putting the answer in its place. */

const PARTS = [".wb-source", "[data-wb='badges']", "[data-wb='findings']", "[data-wb='acts']"]

/** Whether letters came into the row while the answer was on its way. */
const isTypedOn = (row, sent) => {
  const field = fieldOf(row)
  return Boolean(field) && sent.has(field.name) && bare(field.value) !== bare(sent.get(field.name))
}

/** The new row where its text is another one; else the old one, brought up to date around its editor. */
const joined = (old, fresh, sent) => {
  const [before, after] = [fieldOf(old ?? fresh), fieldOf(fresh)]
  if (!old || !before || !after) return fresh
  const isSame = bare(before.value) === bare(after.value)
  if (!isSame && !(isTypedOn(old, sent) && bare(sent.get(before.name)) === bare(after.value))) return fresh
  for (const selector of PARTS) old.querySelector(selector).replaceWith(fresh.querySelector(selector))
  old.querySelector("input[name='row']").value = fresh.querySelector("input[name='row']").value
  const isActive = old.classList.contains("is-active")
  old.className = fresh.className
  old.classList.toggle("is-active", isActive)
  for (const key of Object.keys(old.dataset)) delete old.dataset[key]
  Object.assign(old.dataset, fresh.dataset)
  old.before_ = bare(after.value)
  return old
}

const swapRows = (fresh, sent) => {
  const list = document.querySelector(".wb-rows")
  const wanted = [...fresh.querySelectorAll(".wb-row")].map((row) => [joined(document.getElementById(row.id), row, sent), row])
  const kept = new Set(wanted.map(([row]) => row))
  for (const row of [...list.children]) if (!kept.has(row)) row.remove()
  wanted.forEach(([row, made], number) => {
    if (list.children[number] !== row) list.insertBefore(row, list.children[number] ?? null)
    if (row === made) setUp(row)
  })
}

const swap = (page, sent) => {
  const fresh = page.getElementById("wb")
  const held = document.activeElement?.closest?.("#wb") && document.activeElement
  const button = held?.closest("button")
  const spot = active ? { name: active.dataset.name, at: rows().indexOf(active), top: active.getBoundingClientRect().top } : null
  form.elements.revision.value = fresh.querySelector("[name='revision']").value
  document.querySelector(".wb-document").replaceWith(fresh.querySelector(".wb-document"))
  document.querySelector(".wb-bar").replaceWith(fresh.querySelector(".wb-bar"))
  swapRows(fresh, sent)
  document.querySelector(".messagelist")?.remove()
  document.querySelector(".wb-unsaved")?.remove()
  for (const each of document.querySelectorAll("[data-fix]")) each.hidden = false
  revealTools()
  rows().forEach(refreshState)
  filter(shownOnly)
  if (!document.activeElement || document.activeElement === document.body) {
    const same = button?.value && form.querySelector(`button[name="then"][value="${CSS.escape(button.value)}"]`)
    const row = spot && (document.getElementById(`row-${spot.name}`) ?? rows()[Math.max(0, Math.min(spot.at, rows().length) - 1)])
    if (held?.closest(".wb-bar") && same) same.focus()
    else if (row) {
      active = row === active ? active : null
      activate(row)
      focusRow(row)
    }
  }
  if (spot && active?.isConnected) scrollBy({ top: active.getBoundingClientRect().top - spot.top, behavior: "instant" })
}

const announce = (page) => {
  const messages = [...page.querySelectorAll(".messagelist li")]
  const isError = messages.some((message) => message.matches(".error, .warning"))
  if (messages.length) say(messages.map((message) => message.textContent.trim()).join(" "), { isError })
}

/** Send the form as the button would, and stay. Resolves to whether the desk answered with the workbench. */
const send = async (submitter) => {
  const { autosave } = form
  const data = new FormData(form, submitter)
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1]
  if (cookie) data.set("csrfmiddlewaretoken", cookie)
  autosave?.pause()
  forgetCheckAll()
  form.setAttribute("aria-busy", "true")
  let answer
  try {
    answer = await fetch(form.action, { method: "POST", body: data })
  } catch {
    autosave && (autosave.isLeaving = false)
    autosave?.show("offline")
    autosave?.send()
    return false
  } finally {
    form.removeAttribute("aria-busy")
  }
  const html = await answer.text()
  const page = new DOMParser().parseFromString(html, "text/html")
  if (new URL(answer.url).pathname !== location.pathname) {
    if (page.getElementById("login-form") || /login/.test(answer.url)) {
      autosave && (autosave.isLeaving = false)
      autosave?.show("expired", { link: document.getElementById("autosave")?.dataset.signIn })
      return false
    }
    location.assign(answer.url)
    return false
  }
  if (!page.getElementById("wb") || page.querySelector("#lost-heading") || !page.getElementById("autosave") !== !autosave) {
    // Another page than the one that is open: a conflict, a refusal. Nothing was saved, so the browser asks again.
    isLeaving = true
    if (autosave) autosave.isLeaving = false
    form.requestSubmit(submitter)
    return false
  }
  announce(page)
  swap(page, data)
  const { isUnsaved: keptAt } = page.getElementById("autosave")?.dataset ?? {}
  if (rows().some((row) => isTypedOn(row, data))) {
    autosave?.settle(true)
    checkAllSoon()
  } else autosave?.settle(keptAt !== undefined, keptAt)
  if (section && !section.hidden) refresh()
  return true
}

/* The keys. */

const alt = (event) => event.altKey && !event.shiftKey && !event.getModifierState("AltGraph") && (isMac ? event.ctrlKey : !event.ctrlKey && !event.metaKey)
const mod = (event) => (isMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey
const press = (then) => {
  const button = form.querySelector(`button[name="then"][value="${CSS.escape(then)}"]`)
  if (button) send(button)
  return Boolean(button)
}
const ofRow = (verb) => active && press(`${verb} ${active.dataset.name}`)

const showPreview = async () => {
  await form.autosave?.send()
  document.getElementById("preview-toggle").setAttribute("aria-expanded", String(toggle()))
  if (!section.hidden) section.scrollIntoView({ block: "nearest" })
}

const KEYS = [
  [(event) => alt(event) && event.key === "ArrowDown", () => step(1)],
  [(event) => alt(event) && event.key === "ArrowUp", () => step(-1)],
  [(event) => mod(event) && event.key === "Enter", done],
  [(event) => mod(event) && event.key.toLowerCase() === "s", () => press("stay")],
  [(event) => alt(event) && /^Digit[1-3]$/.test(event.code), (event) => active && take(active, Number(event.code.at(-1)))],
  [(event) => alt(event) && event.code === "Digit0", () => ofRow("copy")],
  [(event) => alt(event) && event.code === "KeyJ", () => ofRow("merge")],
  [(event) => alt(event) && event.code === "KeyP", showPreview],
  [(event) => mod(event) && event.key === "/", () => shortcuts.showModal()],
  [(event) => event.key === "?" && !event.target.closest?.("input, textarea, select, [contenteditable]"), () => shortcuts.showModal()],
]

const revealTools = () => {
  for (const tool of document.querySelectorAll(".wb-filter, #shortcuts-open")) tool.hidden = false
}

if (form) {
  document.body.classList.add("wb-js")
  rows().forEach(setUp)
  rows().forEach(refreshState)
  revealTools()
  startHelp()
  count()
  document.addEventListener(
    "keydown",
    (event) => {
      if (document.querySelector("dialog[open]")) return
      const key = KEYS.find(([isIt]) => isIt(event))
      if (!key) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat || event.key.startsWith("Arrow")) key[1](event)
    },
    true,
  )
  form.addEventListener("focusin", ({ target }) => rowOf(target) && activate(rowOf(target)))
  form.addEventListener("input", ({ target }) => {
    const row = rowOf(target)
    if (!row || !target.name?.startsWith("text-")) return
    refreshState(row)
    count()
    checkSoon(row)
    checkAllSoon()
  })
  form.addEventListener("workbench:checked", count)
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show]")
    if (button) filter(button.dataset.show)
  })
  document.getElementById("shortcuts-open").addEventListener("click", () => shortcuts.showModal())
  document.getElementById("preview-toggle").addEventListener("click", (event) => {
    event.preventDefault()
    showPreview()
  })
  // Before the listeners of the form itself: they learn that it stays.
  document.addEventListener(
    "submit",
    (event) => {
      if (isLeaving || event.target !== form || event.submitter?.hasAttribute("formaction")) return
      event.preventDefault()
      send(event.submitter)
    },
    true,
  )
  // A link within the source leads away from what is being written.
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-wb='source'] a, .wb-shown a")
    if (link && !event.ctrlKey && !event.metaKey) event.preventDefault()
  })
  document.addEventListener("autosave:saved", () => section.hidden || refresh())
}
