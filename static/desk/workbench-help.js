/** Beside the row that is written: suggestions, terms, what is wrong; and where they stand in both texts. */
import { describe, fieldOf, insert, isEmpty, open, rowOf, wordsOf, write } from "newsroom/desk/workbench-rows"

const form = document.getElementById("edition_form")
const PAUSE = 450
const PAUSE_OF_ALL = 1500
const known = new Map()
const timers = new WeakMap()

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value

/* Places in the texts, marked without touching them (CSS custom highlights). */

const placesIn = (element, words, near = 0) => {
  if (!element || !words) return []
  const nodes = []
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let text = ""
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode])
    text += walker.currentNode.data
  }
  const found = []
  const plain = text.replace(/\s/g, " ")
  const wanted = words.replace(/\s/g, " ")
  for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) found.push(at)
  const nodeAt = (place) => nodes.findLast(([start]) => start <= place)
  return found
    .sort((one, other) => Math.abs(one - near) - Math.abs(other - near))
    .map((start) => {
      const range = new Range()
      const [first, from] = nodeAt(start)
      const [last, until] = nodeAt(start + wanted.length - 1)
      range.setStart(from, start - first)
      range.setEnd(until, start + wanted.length - last)
      return range
    })
}

export const showPlaces = (row) => {
  if (!globalThis.CSS?.highlights) return
  const faults = []
  for (const { dataset } of row?.querySelectorAll(".wb-finding:not(.is-waived) [data-place]") ?? []) {
    const element = dataset.place === "source" ? row.querySelector("[data-wb='source']") : wordsOf(row)
    faults.push(...placesIn(element, dataset.text, Number(dataset.start)).slice(0, 1))
  }
  const terms = [...(row?.querySelectorAll("[data-term]") ?? [])].flatMap(({ dataset }) =>
    placesIn(row.querySelector("[data-wb='source']"), dataset.term),
  )
  CSS.highlights.set("wb-fault", new Highlight(...faults))
  CSS.highlights.set("wb-term", new Highlight(...terms))
}

/* What helps. */

export const fetchHelp = async (row) => {
  const box = row.querySelector(".wb-help")
  const { part, source, name } = row.dataset
  if (!source) return
  const query = new URLSearchParams([["part", part], ...source.split(" ").map((id) => ["source", id])])
  if (!known.has(String(query))) {
    const answer = await fetch(`${form.dataset.help}?${query}`, { redirect: "manual" }).catch(() => null)
    if (!answer?.ok) return
    known.set(String(query), await answer.text())
  }
  if (box.dataset.of !== `${name} ${query}`) {
    box.innerHTML = known.get(String(query))
    box.dataset.of = `${name} ${query}`
  }
  box.hidden = false
  if (row.classList.contains("is-active")) showPlaces(row)
}

/** The first block of the source says what the translation is: a heading, a paragraph. */
const asBlock = (row, html) => {
  const tag = row.querySelector("[data-wb='source'] > *")?.localName
  const name = ["h2", "h3", "h4"].includes(tag) ? tag : "p"
  return `<${name}>${html}</${name}>`
}

/** Take a suggestion; a person does, never the page by itself. */
export const take = (row, number) => {
  const button = row.querySelectorAll("[data-take]")[number - 1]
  if (!button || !fieldOf(row)) return false
  write(row, asBlock(row, button.dataset.take))
  describe(row, { origin: "memory", note: button.dataset.note })
  return true
}

/* What is wrong, asked while it is typed. */

const showFindings = (row, { findings, count, blocking }) => {
  const box = row.querySelector("[data-wb='findings']")
  row.dataset.findings = count
  row.classList.toggle("is-blocked", blocking > 0)
  if (box.contains(document.activeElement)) return
  box.innerHTML = findings
  for (const button of box.querySelectorAll("[data-fix]")) button.hidden = false
  if (row.classList.contains("is-active")) showPlaces(row)
  row.dispatchEvent(new CustomEvent("workbench:checked", { bubbles: true }))
}

export const check = async (row, { fix = "" } = {}) => {
  const field = fieldOf(row)
  if (!field) return
  const data = new FormData()
  data.set("row", row.querySelector("input[name='row']").value)
  data.set(field.name, field.value)
  data.set("csrfmiddlewaretoken", token())
  if (fix) data.set("fix", fix)
  const asked = (row.asked = Symbol("asked"))
  const answer = await fetch(form.dataset.check, { method: "POST", body: data, redirect: "manual" }).catch(() => null)
  if (!answer?.ok || row.asked !== asked) return
  const content = await answer.json()
  if (content.text !== undefined) write(row, content.text)
  showFindings(row, content)
}

export const checkSoon = (row) => {
  clearTimeout(timers.get(row))
  timers.set(row, setTimeout(() => check(row), PAUSE))
}

/* What is wrong in the whole text: asked once the hands rest, never twice at a time. */

const all = { timer: undefined, request: null }

/** Put the answer in its place; the row that is written stays where it is on the screen. */
const showAll = (html) => {
  const section = document.querySelector(".wb-document")
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".wb-document")
  if (!fresh || section.contains(document.activeElement)) return
  const row = document.querySelector(".wb-row.is-active")
  const top = row?.getBoundingClientRect().top
  section.replaceWith(fresh)
  if (row) scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" })
}

const checkAll = async () => {
  if (all.request) return checkAllSoon()
  const data = new FormData(form)
  data.set("csrfmiddlewaretoken", token())
  const request = (all.request = new AbortController())
  try {
    const answer = await fetch(form.dataset.checkAll, { method: "POST", body: data, redirect: "manual", signal: request.signal })
    if (answer.ok) showAll(await answer.text())
  } catch {
    // No connection, or a button was pressed: the page that it brings says what is wrong.
  } finally {
    if (all.request === request) all.request = null
  }
}

export const checkAllSoon = () => {
  clearTimeout(all.timer)
  all.timer = setTimeout(checkAll, PAUSE_OF_ALL)
}

/** The whole page is on its way. */
export const forgetCheckAll = () => {
  clearTimeout(all.timer)
  all.request?.abort()
}

export const startHelp = () => {
  for (const button of document.querySelectorAll("[data-fix]")) button.hidden = false
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button")
    const row = rowOf(button)
    if (!row) return
    const { take: words, insert: word, bring, fix } = button.dataset
    if (words !== undefined) take(row, [...row.querySelectorAll("[data-take]")].indexOf(button) + 1)
    else if (word !== undefined) insert(row, new Option(word).innerHTML)
    else if (bring !== undefined) insert(row, bring, button.dataset)
    else if (fix !== undefined) check(row, { fix }).then(() => open(row)?.commands.focus())
  })
}

export { isEmpty }
