// Shows what is new on the board without leaving the page: what is being typed stays where it is.

async function latest() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** The board as it is now, in place of what is shown; the writing fields are left alone. */
async function refresh() {
  const page = await latest();
  for (const part of document.querySelectorAll("[data-board-part], .board-column .hint[id]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
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

// The facilitator went on: the question of now opens, and comes first unless somebody is writing.
async function goOn() {
  const id = (await latest()).querySelector("[data-board-current]")?.id;
  const column = id && document.getElementById(id);
  if (!column) return;
  column.open = true;
  const isWriting = document.activeElement?.matches(".board textarea, .board input");
  if (!isWriting && column.previousElementSibling) column.parentElement.prepend(column);
}

// Its place changes with every move; titles can be alike.
const place = document.querySelector("[data-live=position]");
if (place) new MutationObserver(() => goOn().catch(() => {})).observe(place, { childList: true });
