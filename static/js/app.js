// Small help for pages that work without it: one submit per form, a countdown, menus that close.

const FEW_LEFT = 50; // characters
const RELEASE_AFTER = 10_000; // milliseconds

/** A second press of the same form is ignored; buttons stay focusable and their value is sent. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  // Other listeners may stop this submit (the outbox): look again when all are done.
  setTimeout(() => {
    if (event.defaultPrevented) return;
    form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), RELEASE_AFTER); // a download leaves the page as it is
  });
});

/** Coming back with the browser's back button finds a form that can be sent again. */
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

/** Characters as the server counts them: NFC, a line break is one, no white space around. */
export function countCharacters(text) {
  return [...text.normalize("NFC").replace(/\r\n?/g, "\n").trim()].length;
}

function countDown(field) {
  const limit = Number(field.dataset.maxChars);
  const words = document.body.dataset;
  const shown = document.createElement("p");
  shown.className = "countdown";
  shown.setAttribute("role", "status");
  field.after(shown);
  let timer;
  const show = () => {
    const left = limit - countCharacters(field.value);
    shown.classList.toggle("countdown-over", left < 0);
    const text = left > FEW_LEFT ? "" : left < 0 ? words.charsOver : words.charsLeft;
    shown.textContent = (text || "").replace("{n}", Math.abs(left));
  };
  // A pause first: a screen reader would otherwise speak at every key.
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  });
  show();
}

for (const field of document.querySelectorAll("textarea[data-max-chars], input[data-max-chars]")) countDown(field);

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (!open) return;
  const inside = open.contains(document.activeElement);
  closeMenus();
  if (inside) open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
