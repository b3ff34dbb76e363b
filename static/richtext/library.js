/** Choose an image of the media library in a dialog. */

let count = 0

const element = (tag, properties = {}, children = []) => {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children)
  return node
}

const choiceOf = ({ pk, label, caption, credit, thumbnail, faults }, name, current) => {
  const radio = element("input", { type: "radio", name, value: String(pk), required: true, checked: String(pk) === current })
  const words = element("span", { className: "richtext-image-words", dir: "auto" }, [
    element("strong", { textContent: label }),
    ...[caption === label ? "" : caption, credit].filter(Boolean).map((text) => element("span", { textContent: text })),
    ...faults.map((text) => element("em", { textContent: text })),
  ])
  return element("li", {}, [element("label", {}, [radio, element("img", { src: thumbnail, alt: "", loading: "lazy" }), words])])
}

/**
 * Resolve to {number, caption}, or to null if the dialog is cancelled.
 *
 * `library.choose` answers with the images in which the words typed are found;
 * `current` is the number of the image that is shown now, `caption` that of the text.
 */
export const chooseImage = ({ library, labels, language, current, caption }) =>
  new Promise((resolve) => {
    const id = `richtext-library-${++count}`
    const search = element("input", { type: "search", id: `${id}-search`, autocomplete: "off" })
    const said = element("p", { className: "richtext-images-said", id: `${id}-said` })
    said.setAttribute("role", "status")
    const list = element("ul", { className: "richtext-images" })
    const words = element("input", { id: `${id}-caption`, value: caption, dir: "auto" })
    if (language) words.lang = language
    const help = element("small", { id: `${id}-help`, textContent: labels.ownCaptionHelp })
    words.setAttribute("aria-describedby", help.id)
    const cancel = element("button", { type: "button", textContent: labels.cancel })
    const form = element("form", {}, [
      element("h2", { id, textContent: labels.figure }),
      element("p", {}, [element("label", { htmlFor: search.id, textContent: labels.findImage }), search]),
      list,
      said,
      element("p", {}, [element("label", { htmlFor: words.id, textContent: labels.ownCaption }), words, help]),
      element("p", { className: "richtext-dialog-actions" }, [
        element("button", { type: "submit", textContent: labels.done }),
        cancel,
      ]),
    ])
    const dialog = element("dialog", { className: "richtext-dialog richtext-library" }, [form])
    dialog.setAttribute("aria-labelledby", id)

    let asked = 0
    const show = async () => {
      const turn = ++asked
      const query = new URLSearchParams({ q: search.value.trim(), language })
      const answer = await fetch(`${library.choose}?${query}`, { headers: { Accept: "application/json" } })
        .then((response) => (response.ok ? response.json() : null))
        .catch(() => null)
      if (turn !== asked) return
      const chosen = form.elements[`${id}-image`]?.value || current
      list.replaceChildren(...(answer?.images ?? []).map((image) => choiceOf(image, `${id}-image`, chosen)))
      said.textContent = !answer ? labels.noLibrary : !answer.images.length ? labels.noImage : answer.has_more ? labels.moreImages : ""
    }
    let waiting
    search.addEventListener("input", () => {
      clearTimeout(waiting)
      waiting = setTimeout(show, 200)
    })
    // Enter in the search looks for the words; it chooses nothing yet.
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      event.preventDefault()
      clearTimeout(waiting)
      show()
    })
    const answer = (value) => {
      dialog.close()
      dialog.remove()
      resolve(value)
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      // What is shown now stays where the search has hidden it.
      const number = form.elements[`${id}-image`]?.value || current
      if (number) answer({ number, caption: words.value.trim() })
    })
    cancel.addEventListener("click", () => answer(null))
    dialog.addEventListener("cancel", () => answer(null))
    document.body.append(dialog)
    dialog.showModal()
    show()
  })
