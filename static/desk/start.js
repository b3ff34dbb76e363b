// The fields of the text take the direction of the language that is chosen for it.
"use strict";
{
  const rightToLeft = (language) => {
    const locale = new Intl.Locale(language);
    const info = locale.getTextInfo ? locale.getTextInfo() : locale.textInfo;
    return info ? info.direction === "rtl" : ["ar", "fa", "he", "ur"].includes(locale.language);
  };
  const choice = document.getElementById("id_source_language");
  const turn = () => {
    for (const name of ["title", "standfirst", "body"]) {
      const field = document.getElementById(`id_${name}`);
      field.lang = choice.value;
      field.dir = rightToLeft(choice.value) ? "rtl" : "ltr";
    }
  };
  choice.addEventListener("change", turn);
}
