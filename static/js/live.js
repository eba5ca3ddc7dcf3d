// Follows a session that runs: asks whether anything changed, shows what did, and lets the clock run.

const EVERY = 4_000; // milliseconds, as are the others
const SLOWEST = 30_000;
const PATIENCE = 10_000;

let screen = document.querySelector("[data-live-url]"); // the part of the page that follows
let etag = screen.dataset.liveEtag;
let endsAt = Number(screen.dataset.liveEnds);
let shown = Number(screen.dataset.liveVersion);
let wait = EVERY;
let asking = false;
let gone = false;
let timer;

// How far the server's clock is ahead of this device's; the page says what the time was when it was made.
const { responseStart } = performance.getEntriesByType("navigation")[0];
let ahead = Number(screen.dataset.liveNow) - (Date.now() - performance.now() + responseStart);

/** Say how the connection is; a screen reader speaks it when it has a pause. */
function say(words) {
  const place = screen.querySelector(".live-lost");
  if (place.textContent !== words) place.textContent = words;
}

function inWords(seconds, { left, up, overOne, over }) {
  if (seconds > 0) {
    return left.replace("{time}", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  }
  const minutes = Math.floor(-seconds / 60);
  return minutes > 1 ? over.replace("{n}", minutes) : minutes ? overOne : up;
}

function tick() {
  const seconds = Math.ceil((endsAt - Date.now() - ahead) / 1000);
  for (const clock of document.querySelectorAll("[data-live-clock]")) {
    const words = endsAt ? inWords(seconds, clock.dataset) : "";
    if (clock.textContent !== words) clock.textContent = words;
  }
}

/** How many are new on the board; the reader asks for them, so that nothing moves while somebody writes. */
function countNew({ board_version: now }) {
  for (const place of document.querySelectorAll("[data-live-board]")) {
    const count = now - Number(place.dataset.liveBoard);
    const words = place.querySelector("[data-words]");
    words.textContent = count > 0 ? words.dataset.words.replace("{n}", count) : "";
    place.querySelector("a").hidden = count <= 0;
  }
}

/** Texts change in their places; no form is touched. */
function show(state) {
  [endsAt, shown] = [state.ends_at || 0, state.version];
  for (const part of document.querySelectorAll("[data-live-when]")) {
    part.hidden = !part.dataset.liveWhen.split(" ").includes(state.phase);
  }
  for (const place of document.querySelectorAll("[data-live]")) {
    const words = state[place.dataset.live];
    if (place.textContent !== words) place.textContent = words;
    place.hidden = !words;
  }
  countNew(state);
  tick();
}

/** The facilitator's page has buttons that hold the version: its part is fetched anew, focus stays. */
async function renew(state) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const part = page.getElementById(screen.id);
  if (!part) return location.reload();
  const focused = document.activeElement?.id;
  screen.replaceWith(part);
  screen = part;
  if (focused) document.getElementById(focused)?.focus();
  show(state);
}

async function ask() {
  timer = clearTimeout(timer);
  if (document.hidden || asking || gone) return;
  asking = true;
  try {
    const answer = await fetch(screen.dataset.liveUrl, {
      headers: { "If-None-Match": etag },
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 404) {
      gone = true; // no longer of this session, or the room is closed
    } else if (answer.status !== 304) {
      if (!answer.ok) throw new Error(answer.status);
      const state = await answer.json();
      ahead = state.server_now - Date.now();
      if ("liveRenew" in screen.dataset && state.version !== shown) await renew(state);
      else show(state);
      etag = answer.headers.get("ETag");
    }
    wait = EVERY;
    say(gone ? screen.dataset.liveGone : "");
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
    say(screen.dataset.liveLost);
  }
  asking = false;
  if (!gone && !document.hidden) timer = setTimeout(ask, wait);
}

document.addEventListener("visibilitychange", ask);
window.addEventListener("online", ask);
window.addEventListener("pageshow", (event) => event.persisted && ask());
setInterval(tick, 1000);
tick();
timer = setTimeout(ask, EVERY);
