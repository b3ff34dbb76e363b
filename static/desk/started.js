/** The draft is started: what the browser kept of it on the first page (start.js) has done its service. */
const key = `newsroom-start-${document.getElementById("autosave")?.dataset.who}`
try {
  const kept = JSON.parse(localStorage.getItem(key))
  if (kept && kept.title === document.getElementById("id_title")?.value) localStorage.removeItem(key)
} catch {
  // Nothing was kept.
}
