// Sends the chosen images one after the other and shows how far each has come.
// Without this the form sends them all at once.

const form = document.querySelector("form.upload");
const list = document.querySelector(".uploads");

function send(file, row) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("files", file);
  const progress = row.querySelector("progress");
  const state = row.querySelector(".state");
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      progress.max = event.total;
      progress.value = event.loaded;
    });
    request.upload.addEventListener("load", () => {
      progress.removeAttribute("value");
      state.textContent = form.dataset.making;
    });
    request.addEventListener("loadend", () => {
      let result = { url: "", reason: form.dataset.failed };
      try {
        result = JSON.parse(request.responseText).results[0] ?? result;
      } catch {
        // Not an answer of the newsroom: the sentence above says so.
      }
      finish(row, file.name, result);
      resolve();
    });
    request.send(data);
  });
}

function begin(file) {
  const row = document.createElement("li");
  const name = document.createElement("bdi");
  name.textContent = file.name;
  const progress = document.createElement("progress");
  progress.setAttribute("aria-label", file.name);
  const state = document.createElement("span");
  state.className = "state";
  state.textContent = form.dataset.sending;
  row.append(name, " ", progress, " ", state);
  list.append(row);
  return row;
}

function finish(row, name, result) {
  if (result.url) {
    const kept = document.getElementById("kept").content.cloneNode(true);
    const link = kept.querySelector("a");
    link.href = result.url;
    link.textContent = name;
    row.replaceWith(kept);
    return;
  }
  row.querySelector("progress").remove();
  const state = row.querySelector(".state");
  state.className = "errornote";
  state.textContent = result.reason;
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const files = [...form.elements.files.files];
  const button = form.querySelector("button");
  button.disabled = true;
  for (const [file, row] of files.map((file) => [file, begin(file)])) await send(file, row);
  button.disabled = false;
  form.elements.files.value = "";
});
