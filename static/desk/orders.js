/** How much is ticked: texts, and the words that the agency would translate. */
const line = document.querySelector("[data-chosen]")
const boxes = [...document.querySelectorAll("label[data-words] input")]
const format = new Intl.NumberFormat(document.documentElement.lang || undefined)

const count = () => {
  const ticked = boxes.filter((box) => box.checked)
  const words = ticked.reduce((sum, box) => sum + Number(box.closest("[data-words]").dataset.words), 0)
  const numbers = { texts: ticked.length, words }
  line.textContent = line.dataset.chosen.replace(/%\((\w+)\)s/g, (_all, name) => format.format(numbers[name]))
  line.hidden = false
}

if (line) {
  for (const box of boxes) box.addEventListener("change", count)
  count()
}
