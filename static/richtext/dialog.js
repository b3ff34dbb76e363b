/** Ask for the values of some fields in a dialog. */

let count = 0

const element = (tag, properties = {}, children = []) => {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children)
  return node
}

const control = ({ choices, multiline, ...properties }) => {
  if (choices) {
    const options = choices.map(([value, label]) => element("option", { value, textContent: label }))
    const select = element("select", {}, options)
    return Object.assign(select, properties)
  }
  return element(multiline ? "textarea" : "input", multiline ? { rows: 3, ...properties } : properties)
}

/**
 * Resolve to {name: value}, or to null if the dialog is cancelled.
 *
 * `fields` maps a name to its label and the properties of its control;
 * `choices` ([[value, label]]) make it a select, `multiline` a textarea.
 */
export const ask = (title, fields, labels) =>
  new Promise((resolve) => {
    const id = `richtext-dialog-${++count}`
    const controls = Object.fromEntries(
      Object.entries(fields).map(([name, { label, ...properties }]) => [
        name,
        control({ id: `${id}-${name}`, name, ...properties }),
      ]),
    )
    const rows = Object.entries(fields).map(([name, { label }]) =>
      element("p", {}, [element("label", { htmlFor: `${id}-${name}`, textContent: label }), controls[name]]),
    )
    const cancel = element("button", { type: "button", textContent: labels.cancel })
    const form = element("form", {}, [
      element("h2", { id, textContent: title }),
      ...rows,
      element("p", { className: "richtext-dialog-actions" }, [
        element("button", { type: "submit", textContent: labels.done }),
        cancel,
      ]),
    ])
    const dialog = element("dialog", { className: "richtext-dialog" }, [form])
    dialog.setAttribute("aria-labelledby", id)
    // Answered in the same event: keys pressed next already meet the changed text.
    const answer = (values) => {
      dialog.close()
      dialog.remove()
      resolve(values)
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      answer(Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value.trim()])))
    })
    cancel.addEventListener("click", () => answer(null))
    dialog.addEventListener("cancel", () => answer(null))
    document.body.append(dialog)
    dialog.showModal()
  })
