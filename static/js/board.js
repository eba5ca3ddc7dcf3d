// Shows what is new on the board without leaving the page: what is being typed stays where it is.

async function latest() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** What is new takes the place of what is shown; tools that are open, and what is typed in them, stay. */
function renew(part, fresh) {
  if (!fresh || (fresh.innerHTML === part.innerHTML && fresh.hidden === part.hidden)) return;
  const opened = [...part.querySelectorAll(".note:has(details[open])")].map((note) => note.id);
  const typed = [...part.querySelectorAll("input[id]")].filter((field) => field.value !== field.defaultValue);
  part.replaceChildren(...fresh.childNodes);
  part.hidden = fresh.hidden;
  for (const id of opened) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
  for (const { id, value } of typed) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
}

/** The board as it is now, in place of what is shown; the writing fields are left alone. */
async function refresh() {
  const page = await latest();
  for (const part of document.querySelectorAll("[data-board-part], .board-column .hint[id]")) {
    renew(part, page.getElementById(part.id));
  }
  const counts = page.querySelector("[data-live-board]");
  for (const place of document.querySelectorAll("[data-live-board]")) {
    place.dataset.liveBoard = counts?.dataset.liveBoard ?? place.dataset.liveBoard;
  }
}

for (const place of document.querySelectorAll("[data-live-board]")) {
  const [words, link] = [place.querySelector("[data-words]"), place.querySelector("a")];
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      await refresh();
    } catch {
      location.assign(link.href);
      return;
    }
    words.textContent = "";
    document.querySelector(".board").focus({ preventScroll: true });
    link.hidden = true;
  });
}

// The facilitator went on, ended the session or dealt groups. The question of now carries the tag and opens,
// and comes first unless somebody is writing.
async function goOn() {
  const page = await latest();
  const group = document.getElementById("group");
  if (group) renew(group, page.getElementById(group.id));
  const isWriting = document.activeElement?.matches(".board textarea, .board input");
  for (const column of document.querySelectorAll(".board-column")) {
    const fresh = page.getElementById(column.id);
    const isCurrent = Boolean(fresh?.matches("[data-board-current]"));
    if (!fresh || isCurrent === column.matches("[data-board-current]")) continue;
    column.toggleAttribute("data-board-current", isCurrent);
    column.querySelector("summary").replaceChildren(...fresh.querySelector("summary").childNodes);
    if (!isCurrent) continue;
    column.open = true;
    if (!isWriting && column.previousElementSibling) column.parentElement.prepend(column);
  }
}

// Written with every answer, also when it is the same.
const version = document.querySelector("[data-live=version]");
let known = version?.textContent;
if (version) {
  new MutationObserver(() => {
    if (version.textContent === known) return;
    known = version.textContent;
    goOn().catch(() => (known = ""));
  }).observe(version, { childList: true });
}

// Sending one note loads the page again: what stands in the other columns waits in this tab until then.
const board = document.querySelector(".board");
const key = `typed ${location.pathname}`;
const fields = [...(board?.querySelectorAll("textarea") ?? [])].map((field) => [
  field.closest(".board-column").id,
  field,
]);

function keep(leaving) {
  const typed = fields.filter(([, field]) => field.value && field.form !== leaving);
  sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(typed.map(([id, field]) => [id, field.value]))));
}

const typed = JSON.parse(sessionStorage.getItem(key) ?? "{}");
sessionStorage.removeItem(key);
for (const [id, field] of fields) {
  if (!typed[id] || field.value) continue;
  field.value = typed[id];
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.closest(".board-column").open = true;
}
document.querySelector("main").addEventListener("submit", ({ target }) => keep(target));
board?.addEventListener("click", ({ target }) => target.closest("a") && keep());
