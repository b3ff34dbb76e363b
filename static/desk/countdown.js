// Counts down to each hour on the page. Without it the page says how long it was when it was made.
const language = document.documentElement.lang || "en";
const units = { days: 86400, hours: 3600, minutes: 60, seconds: 1 };

const words = (seconds) => {
  const duration = {};
  for (const [unit, length] of Object.entries(units)) {
    duration[unit] = Math.floor(seconds / length);
    seconds %= length;
  }
  if (!Intl.DurationFormat) return null;
  return new Intl.DurationFormat(language, { style: "narrow", secondsDisplay: "always" }).format(duration);
};

const tick = () => {
  for (const place of document.querySelectorAll("[data-countdown]")) {
    const left = Math.ceil((Date.parse(place.dataset.countdown) - Date.now()) / 1000);
    const said = left > 0 ? words(left) : null;
    if (said) place.textContent = said;
    else if (left <= 0) place.textContent = "0";
  }
};

if (document.querySelector("[data-countdown]")) {
  tick();
  setInterval(tick, 1000);
}
