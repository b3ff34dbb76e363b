// The names that the stock admin's search fields (select2) lack: each takes the label of the field that it
// stands for, and its list is announced as a group of choices.
"use strict";
{
  const labelOf = (select) => {
    const label = select.labels && select.labels[0];
    const text = label ? label.textContent : select.getAttribute("aria-label") || select.name;
    return text.trim().replace(/[:：]$/, "");
  };

  const name = (container) => {
    const select = container.previousElementSibling;
    if (!select || select.tagName !== "SELECT") {
      return;
    }
    const label = labelOf(select);
    const box = container.querySelector(".select2-selection");
    const set = (element, attribute, value) => {
      if (element && element.getAttribute(attribute) !== value) {
        element.setAttribute(attribute, value);
      }
    };
    set(box, "aria-label", label);
    if (box && box.hasAttribute("aria-labelledby")) {
      box.removeAttribute("aria-labelledby");
    }
    set(container.querySelector(".select2-search__field"), "aria-label", label);
    const list = container.querySelector(".select2-selection__rendered");
    set(list, "aria-label", label);
    if (list && list.tagName === "UL") {
      set(list, "role", "group");
      for (const item of list.querySelectorAll("li")) {
        set(item, "role", "none");
      }
    } else if (list) {
      set(list, "role", "textbox");
      set(list, "aria-readonly", "true");
    }
  };

  const nameAll = () => document.querySelectorAll(".select2-container").forEach(name);
  new MutationObserver(nameAll).observe(document.body, {childList: true, subtree: true});
  nameAll();
}
