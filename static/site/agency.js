// Posts the code of an agency's link, which stands after "#" so that no server log has it.

function enter() {
  const code = location.hash.slice(1);
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  const form = document.getElementById("enter");
  form.elements.code.value = code;
  form.requestSubmit();
}

addEventListener("hashchange", enter);
enter();
