// The fields of the text take the direction of the language that is chosen for it.
"use strict";
{
  const isRightToLeft = (language) => {
    const locale = new Intl.Locale(language);
    const info = locale.getTextInfo ? locale.getTextInfo() : locale.textInfo;
    return info ? info.direction === "rtl" : ["ar", "fa", "he", "ur"].includes(locale.language);
  };
  const choice = document.getElementById("id_source_language");
  const turn = () => {
    const fields = ["title", "standfirst", "body", "notes_to_editors"]
      .flatMap((name) => [...document.querySelectorAll(`.field-${name} :is(input, textarea, [contenteditable])`)]);
    for (const field of fields) {
      field.lang = choice.value;
      field.dir = isRightToLeft(choice.value) ? "rtl" : "ltr";
    }
  };
  choice.addEventListener("change", turn);
}

// The languages that the kind requires are ticked with it, until somebody ticks by hand.
{
  const kind = document.getElementById("id_kind");
  const boxes = [...document.querySelectorAll("input[name=required_languages]")];
  const byKind = JSON.parse(kind.dataset.required);
  let isByHand = boxes.some((box) => box.checked !== byKind[kind.value].includes(box.value));
  for (const box of boxes) box.addEventListener("change", () => (isByHand = true));
  kind.addEventListener("change", () => {
    if (!isByHand) for (const box of boxes) box.checked = byKind[kind.value].includes(box.value);
  });
}

// Until the draft is started, this browser keeps what is typed: a closed tab or an ended session loses nothing.
{
  const NAMES = ["title", "standfirst", "body", "notes_to_editors"];
  const form = document.querySelector("form[data-backup]");
  const key = form.dataset.backup;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (text) => {
    try {
      if (text) localStorage.setItem(key, JSON.stringify(text));
      else localStorage.removeItem(key);
    } catch {
      // Storage is forbidden or full: nothing can be kept here.
    }
  };
  const typed = () => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));
  const put = (name, value) => {
    const field = form.elements[name];
    const editor = field.closest(".richtext")?.querySelector(".richtext-text")?.editor;
    field.value = value;
    editor?.commands.setContent(value);
  };
  const putAll = (text) => NAMES.forEach((name) => put(name, text[name] ?? ""));
  const kept = read();
  const isEmpty = !NAMES.some((name) => form.elements[name].value.trim());
  if (kept && isEmpty) {
    putAll(kept);
    // An editor that opens later reads the field; one that has opened was given the text above.
    const notice = document.getElementById("kept");
    notice.hidden = false;
    notice.querySelector("button").addEventListener("click", () => {
      write(null);
      putAll({});
      notice.hidden = true;
    });
  }
  form.addEventListener("input", () => write(typed()));
}
