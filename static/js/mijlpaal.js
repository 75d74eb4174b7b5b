// What HTML alone cannot do: keep focus where the reader is when htmx swaps a part of the page,
// close an opened menu on Escape, and shortcuts in my updates for who wants them.

const wantsFocus = "[data-focus], [autofocus]";

// A refusal is shown among the messages, and the form stays as it is (`HX-Retarget`). Who pressed a button is taken
// there; who is typing, and whose words are kept or read meanwhile, stays in the field.
document.addEventListener("htmx:after:swap", (event) => {
  const messages = document.getElementById("toasts");
  if (event.detail.ctx.hx?.retarget === "#toasts") {
    if (event.target.matches?.("form, button, a")) messages.querySelector(wantsFocus)?.focus();
    return;
  }
  messages.replaceChildren();
  const swapped = event.target instanceof Element ? event.target : document;
  const target = swapped.matches?.(wantsFocus) ? swapped : swapped.querySelector?.(wantsFocus);
  target?.focus();
  if (target) return;
  // What was saved says so, and stays with its way back; the next row is where one goes on. Once for each: what
  // such a row asks for itself, its counts, arrives later.
  const saved = document.querySelector("[data-queue] [data-saved=new]");
  if (!saved) return;
  saved.dataset.saved = "";
  const row = saved.closest("li");
  const rows = [...row.parentElement.children];
  const next = rows.slice(rows.indexOf(row) + 1).find((other) => !other.querySelector("[data-saved]"));
  (next?.querySelector("h3 a") ?? saved).focus();
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

// Enter in a field that searches presses the button beside it, and does not send the form.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("[data-searches]")) return;
  event.preventDefault();
  event.target.parentElement.querySelector("button")?.click();
});

// One box that ticks all others of its list; without script each is ticked by itself.
document.addEventListener("DOMContentLoaded", () => {
  for (const label of document.querySelectorAll("[data-choose-all]")) {
    label.hidden = false;
    label.addEventListener("change", (event) => {
      for (const box of label.parentElement.querySelectorAll("input[name]")) box.checked = event.target.checked;
    });
  }
});

// My updates by keyboard: j and k walk through the queue, g says “no change”, b opens the form. They work outside
// fields only, can be turned off, and stay so in this browser.
const shortcutsOff = "mijlpaal-shortcuts-off";
const fields = "input:not([type=checkbox]), textarea, select";

document.addEventListener("DOMContentLoaded", () => {
  const keys = document.querySelector("[data-shortcuts]");
  if (!keys) return;
  const button = keys.querySelector("[data-shortcuts-off]");
  const show = () => button.setAttribute("aria-pressed", String(localStorage.getItem(shortcutsOff) !== null));
  keys.hidden = false;
  show();
  button.addEventListener("click", () => {
    if (localStorage.getItem(shortcutsOff) === null) localStorage.setItem(shortcutsOff, "yes");
    else localStorage.removeItem(shortcutsOff);
    show();
  });
});

document.addEventListener("keydown", (event) => {
  const queue = document.querySelector("[data-queue]");
  if (!queue || event.altKey || event.metaKey) return;
  const form = event.target.closest?.("[data-panel] form");
  if (event.ctrlKey) {
    if (event.key === "Enter" && form) form.requestSubmit();
    return;
  }
  if (localStorage.getItem(shortcutsOff) !== null || event.target.matches?.(fields)) return;
  const rows = [...queue.children];
  const at = rows.indexOf(event.target.closest?.("[data-queue] > li"));
  const walked = { j: Math.min(at + 1, rows.length - 1), k: Math.max(at - 1, 0) }[event.key];
  const row = rows[walked ?? at];
  if (walked !== undefined) row?.querySelector("h3 a").focus();
  else if (event.key === "g") row?.querySelector("[data-confirm] button")?.click();
  else if (event.key === "b") row?.querySelector("[data-update]")?.click();
  else return;
  event.preventDefault();
});
