// Shows the hour that is being typed on the clocks of the audience. Only a help: what is confirmed, the server says.

const box = document.querySelector("[data-clocks]");
const form = box?.closest("form");

/** The offset of a zone at an instant, in milliseconds. */
function offset(instant, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(instant);
  const at = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second) - instant.getTime();
}

/** The instant of a local time in a zone; the first where the clocks show it twice. */
function instantOf(day, time, zone) {
  const local = Date.parse(`${day}T${time}:00Z`);
  const guess = new Date(local - offset(new Date(local), zone));
  return new Date(local - offset(guess, zone));
}

function show() {
  const { day, time, time_zone: zone } = form.elements;
  const later = form.querySelector('[name="when"]:checked')?.value !== "now";
  box.hidden = !(later && day.value && time.value);
  if (box.hidden) return;
  const instant = instantOf(day.value, time.value.slice(0, 5), zone.value);
  const items = box.dataset.clocks.split(" ").filter((other) => other !== zone.value).map((other) => {
    const item = document.createElement("li");
    const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
      timeZone: other, dateStyle: "medium", timeStyle: "short",
    });
    item.textContent = `${clock.format(instant)} (${other})`;
    return item;
  });
  box.querySelector("ul").replaceChildren(...items);
}

if (form) {
  form.addEventListener("input", show);
  show();
}
