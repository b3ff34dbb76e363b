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
