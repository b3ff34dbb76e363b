// Copying and sharing a text: buttons that show only where the browser can do it. Nobody else is asked.

const status = document.getElementById("use-status");

function show(button) {
  button.closest("[hidden]").hidden = false;
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy], [data-copy-of]")) {
    show(button);
    button.addEventListener("click", async () => {
      const { copy, copyOf, copied } = button.dataset;
      await navigator.clipboard.writeText(copy ?? document.getElementById(copyOf).textContent);
      status.textContent = copied;
    });
  }
}

if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    show(button);
    button.addEventListener("click", async () => {
      try {
        await navigator.share({ url: button.dataset.share, title: button.dataset.title });
      } catch (error) {
        // Whoever closes the dialogue has not failed at anything.
        if (error.name !== "AbortError") throw error;
      }
    });
  }
}
