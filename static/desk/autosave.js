/**
 * Nothing typed is lost.
 *
 * Every few seconds the form goes to the private working copy at the desk.
 * Until that has happened, this browser keeps it: after a crash, a lost
 * connection or an ended session it is offered again when the page is opened.
 */

const PAUSE = 3000
const RETRY = 5000
const NAMES = ["title", "standfirst", "body", "notes_to_editors", "slug", "change", "public_note"]

const state = document.getElementById("autosave")
const form = document.getElementById("edition_form")

/** The fields that hold the text: these, or on a page that says so all whose names begin alike. */
const namesIn = (data) => (state.dataset.names ? [...data.keys()].filter((name) => name.startsWith(state.dataset.names)) : NAMES.filter((name) => data.has(name)))

const element = (tag, properties = {}, children = []) => {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children)
  return node
}

const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1]

/** What this browser keeps for one user and edition: the text being typed, and texts of earlier pages. */
const keeping = (key) => {
  const read = (name, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise
    } catch {
      return otherwise
    }
  }
  const write = (name, value) => {
    try {
      if (value === null || value.length === 0) localStorage.removeItem(name)
      else localStorage.setItem(name, JSON.stringify(value))
    } catch {
      // No room, or storage is forbidden: the working copy at the desk has to do.
    }
  }
  return {
    current: () => read(key, null),
    keep: (entry) => write(key, entry),
    forget: () => write(key, null),
    earlier: () => read(`${key}-earlier`, []),
    setEarlier: (entries) => write(`${key}-earlier`, entries.slice(-5)),
  }
}

/** Texts that differ in ids of blocks and white space alone are the same. */
const bare = (text) =>
  Object.keys(text)
    .sort()
    .map((name) => `${name} ${text[name].replace(/ data-block="[^"]*"/g, "").replace(/&nbsp;|\s+/g, "")}`)
    .join("\n")

const textOf = (fields) => {
  const data = new FormData(fields)
  return Object.fromEntries(namesIn(data).map((name) => [name, data.get(name).replace(/\r\n/g, "\n")]))
}

const put = (text) => {
  for (const [name, value] of Object.entries(text)) {
    const field = form.elements[name]
    if (!field) continue
    const editor = field.closest?.(".richtext")?.querySelector(".richtext-text")?.editor
    if (editor) editor.commands.setContent(value, { emitUpdate: true })
    field.value = value
    field.dispatchEvent?.(new Event("input", { bubbles: true }))
  }
}

class Autosave {
  constructor(box, fields, labels) {
    this.box = box
    this.form = fields
    this.labels = labels
    this.line = box.querySelector(".autosave-state")
    this.kept = keeping(box.dataset.key)
    this.atDesk = bare(textOf(fields))
    this.state = ""
    this.isLeaving = false
  }

  start() {
    if (this.box.dataset.isUnsaved) this.show("saved", { time: this.box.dataset.isUnsaved })
    else if ("isUnsaved" in this.box.dataset) {
      this.atDesk = ""
      this.typed()
    }
    this.form.addEventListener("input", () => this.typed())
    this.form.addEventListener("change", () => this.typed())
    this.form.addEventListener("submit", (event) => this.submitted(event))
    addEventListener("online", () => this.send())
    addEventListener("focus", () => ["expired", "offline", "failed"].includes(this.state) && this.send())
    addEventListener("pagehide", () => this.flush())
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.flush())
    addEventListener("pageshow", () => (this.isLeaving = false))
    addEventListener("storage", ({ key, newValue }) => {
      if (key === this.box.dataset.key && newValue) this.show("elsewhere")
    })
  }

  get isDirty() {
    return bare(textOf(this.form)) !== this.atDesk
  }

  get revision() {
    return Number(this.form.elements.revision.value)
  }

  typed() {
    if (!this.isDirty) return
    this.kept.keep({ text: textOf(this.form), revision: this.revision, at: Date.now() })
    if (!["offline", "expired", "failed", "conflict", "refused"].includes(this.state)) this.show("typing")
    this.timer ??= setTimeout(() => this.send(), PAUSE)
  }

  show(name, { time = "", sentence = "", link } = {}) {
    const blocked = this.isBlocked && ["offline", "expired"].includes(name) ? `${this.labels.notNow} ` : ""
    const words = blocked + (sentence || this.labels[name].replace("%(time)s", time))
    this.state = name
    this.box.dataset.state = name
    // Polite: what is being typed or saved is shown and not read out, so that writers are left in peace.
    this.line.setAttribute("role", ["typing", "saving", "saved"].includes(name) ? "none" : "status")
    this.line.replaceChildren(words)
    if (link) this.line.append(" ", element("a", { href: link, target: "_blank", rel: "noopener", textContent: this.labels.signIn }))
  }

  content() {
    const data = new FormData(this.form)
    // The token of the form is void after signing in anew in another tab; the cookie's is not.
    data.set("csrfmiddlewaretoken", cookie("csrftoken") ?? data.get("csrfmiddlewaretoken"))
    data.set("who", this.box.dataset.who)
    return data
  }

  /** Send the form to the working copy. Resolves to whether it arrived. */
  async send() {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.isLeaving || !this.isDirty) return true
    if (this.request) {
      this.timer = setTimeout(() => this.send(), PAUSE)
      return this.request
    }
    const sent = bare(textOf(this.form))
    if (this.state === "typing") this.show("saving")
    this.abort = new AbortController()
    this.request = this.post(sent)
    const arrived = await this.request
    this.request = undefined
    if (!arrived && !this.isLeaving) this.timer ??= setTimeout(() => this.send(), RETRY)
    return arrived
  }

  async post(sent) {
    let answer
    try {
      answer = await fetch(this.box.dataset.url, {
        method: "POST",
        body: this.content(),
        redirect: "manual",
        headers: { Accept: "application/json" },
        signal: this.abort.signal,
      })
    } catch {
      if (!this.isLeaving) this.show("offline")
      return false
    }
    if (answer.type === "opaqueredirect" || answer.status === 401) {
      this.show("expired", { link: this.box.dataset.signIn })
      return false
    }
    const content = await answer.json().catch(() => ({}))
    if (!answer.ok) {
      if (content.reasons) this.show("refused", { sentence: content.reasons.join(" ") })
      else this.show(answer.status === 403 ? "expired" : "failed", { link: answer.status === 403 ? this.box.dataset.signIn : "" })
      return false
    }
    this.form.elements.csrfmiddlewaretoken.value = this.content().get("csrfmiddlewaretoken")
    this.arrived(sent, content)
    return true
  }

  arrived(sent, { saved_at: time, is_behind: isBehind }) {
    this.atDesk = sent
    this.isBlocked = false
    if (this.isDirty) this.typed()
    else this.kept.forget()
    this.show(isBehind ? "conflict" : "saved", { time })
    this.box.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true }))
  }

  /** A page that stays open has sent the form: what came back is saved, or kept since an hour, or is still to be. */
  settle(isUnsaved, time = "") {
    this.isLeaving = false
    this.isBlocked = false
    this.state = ""
    this.atDesk = isUnsaved && !time ? "" : bare(textOf(this.form))
    this.line.replaceChildren()
    delete this.box.dataset.state
    if (time) this.show("saved", { time })
    if (isUnsaved && !time) this.typed()
    else this.kept.forget()
  }

  /** A page that stays open is about to send the form. */
  pause() {
    clearTimeout(this.timer)
    this.timer = undefined
    this.isLeaving = true
    this.abort?.abort()
  }

  /** On the way out: the browser sends it after the page has gone. */
  flush() {
    if (this.isLeaving || !this.isDirty) return
    navigator.sendBeacon(this.box.dataset.url, this.content())
  }

  /** A form that is sent in vain would be gone with the page: keep it, and wait where it cannot arrive. */
  submitted(event) {
    // A page that sends the form by itself and stays open.
    if (event.defaultPrevented) return
    if (event.submitter?.formAction && event.submitter.hasAttribute("formaction")) return
    this.kept.keep({ text: textOf(this.form), revision: this.revision, at: Date.now() })
    if (["offline", "expired"].includes(this.state) || !navigator.onLine) {
      event.preventDefault()
      this.isBlocked = true
      this.show(this.state === "expired" ? "expired" : "offline", { link: this.state === "expired" && this.box.dataset.signIn })
      this.send()
      return
    }
    clearTimeout(this.timer)
    this.isLeaving = true
    this.abort?.abort()
  }
}

/** Offer what this browser kept and the desk never got. */
const offer = (autosave) => {
  const { kept, labels, box } = autosave
  const present = kept.current()
  const entries = [...kept.earlier(), ...(present ? [present] : [])].filter(({ text }) => bare(text) !== autosave.atDesk)
  kept.setEarlier(entries)
  kept.forget()
  for (const entry of entries) {
    const time = new Date(entry.at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" })
    const done = () => {
      kept.setEarlier(kept.earlier().filter(({ at }) => at !== entry.at))
      bar.remove()
    }
    const restore = element("button", { type: "button", className: "button default", textContent: labels.restore })
    const discard = element("button", { type: "button", className: "button", textContent: labels.throwAway })
    const bar = element("div", { className: "unsaved kept-here" }, [
      element("p", { textContent: labels.kept.replace("%(time)s", time) }),
      element("p", {}, [restore, " ", discard]),
    ])
    bar.setAttribute("role", "alert")
    restore.addEventListener("click", () => {
      // What it was typed over counts: a save since then is a conflict, not to be overwritten.
      form.elements.revision.value = Math.min(entry.revision, autosave.revision)
      put(entry.text)
      done()
      form.elements.title?.focus()
    })
    discard.addEventListener("click", done)
    box.before(bar)
  }
}

if (state) {
  const kept = keeping(state.dataset.key)
  if (document.querySelector(`.messagelist .saved-${state.dataset.edition}`)) {
    kept.forget()
    kept.setEarlier([])
  }
  if (form) {
    const autosave = new Autosave(state, form, JSON.parse(state.dataset.labels))
    offer(autosave)
    autosave.start()
    form.autosave = autosave
  }
  // Discarding leaves nothing behind, in this browser either.
  document.getElementById("discard-unsaved")?.form.addEventListener("submit", () => {
    if (form) form.autosave.isLeaving = true
    kept.forget()
  })
}
