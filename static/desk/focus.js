// The focal point of an image: chosen by a click, or by the arrow keys on its mark.
// Without this the two numbers are typed.

const frame = document.querySelector("[data-focus]");
const fields = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`));

if (frame && fields.every(Boolean)) {
  const mark = frame.querySelector(".focus-mark");
  const image = frame.querySelector("img");
  const within = (value) => Math.max(0, Math.min(100, Math.round(value)));

  const show = () => {
    const [x, y] = fields.map((field) => within(Number(field.value)));
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
  };
  const set = (x, y) => {
    fields[0].value = within(x);
    fields[1].value = within(y);
    show();
  };

  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    set((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
  });
  mark.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 10 : 1;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!move) return;
    event.preventDefault();
    set(Number(fields[0].value) + move[0], Number(fields[1].value) + move[1]);
  });
  fields.forEach((field) => field.addEventListener("input", show));
  mark.hidden = false;
  document.querySelector("[data-focus-help]").hidden = false;
  show();
}
