// What HTML alone cannot do: keep focus where the reader is when htmx swaps a part of the page,
// close an opened menu on Escape, and leave keyboard shortcuts outside fields to those who want them.

const wantsFocus = "[data-focus], [autofocus]";

document.addEventListener("htmx:after:swap", (event) => {
  const swapped = event.target instanceof Element ? event.target : document;
  const target = swapped.matches?.(wantsFocus) ? swapped : swapped.querySelector?.(wantsFocus);
  target?.focus();
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[role=alert][data-focus]")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector(".tabs details[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  event.target.closest?.("[data-panel]")?.querySelector("[data-close]")?.click();
});
