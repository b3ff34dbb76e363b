// allauth reports a passkey that was refused, cancelled or unknown as an event: say so on the page.
document.addEventListener("allauth.error", (event) => {
  const failure = document.getElementById("passkey-failure");
  if (!failure) return;
  event.preventDefault();
  // Hidden first, so that a second failure is announced too.
  failure.hidden = true;
  requestAnimationFrame(() => { failure.hidden = false; });
});
