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
  // What htmx drew anew around the button that was pressed is told by the request; the event only tells the button.
  const { target: aim } = event.detail.ctx;
  const origin = event.target instanceof Element ? event.target : document;
  const swapped = aim instanceof Element && aim.isConnected && aim.contains(origin) ? aim : origin;
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

// A queue by keyboard: j and k walk through its rows; any other key presses what bears it as `data-key`, in the row
// or else on the page. They work outside fields only, can be turned off, and stay so in this browser.
const shortcutsOff = "mijlpaal-shortcuts-off";
const fields = "input:not([type=checkbox]), textarea, select";

// The keys are told on the page where there is script, also once htmx has drawn that part of it anew.
function showShortcuts() {
  const keys = document.querySelector("[data-shortcuts]");
  if (!keys) return;
  keys.hidden = false;
  const isOff = localStorage.getItem(shortcutsOff) !== null;
  keys.querySelector("[data-shortcuts-off]").setAttribute("aria-pressed", String(isOff));
}
document.addEventListener("DOMContentLoaded", showShortcuts);
document.addEventListener("htmx:after:swap", showShortcuts);

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-shortcuts-off]")) return;
  if (localStorage.getItem(shortcutsOff) === null) localStorage.setItem(shortcutsOff, "yes");
  else localStorage.removeItem(shortcutsOff);
  showShortcuts();
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
  if (walked !== undefined) row?.querySelector("h3 a, h3 [tabindex], h3[tabindex]")?.focus();
  else {
    const pressed = /^[a-z]$/.test(event.key) && `[data-key=${event.key}]`;
    const control = pressed && (row?.querySelector(pressed) ?? document.querySelector(`[data-keys] ${pressed}`));
    if (!control) return;
    control.click();
    if (control.matches("summary")) control.parentElement.querySelector(fields)?.focus();
  }
  event.preventDefault();
});
