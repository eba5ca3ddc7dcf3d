// Keeps what is typed in a capture form: on this device at once, on the server within seconds.
//
// A record belongs to one person, team, kind of form and key (the form's client_uuid). Until `savedAt` the server
// does not have these words. A record without words was cleared, so that an older copy is not shown again.

const HERE_AFTER = 500; // milliseconds, as are the others
const THERE_AFTER = 3_000;
const RETRY_AFTER = 15_000;
const PAUSE = 1_500; // in the middle of a number: it may become a BSN
const SAME_MOMENT = 60_000; // a slow answer is no other device
const WEEK = 7 * 24 * 3600_000;
const TYPED = ["story", "expected", "why", "differently"];

const about = document.querySelector("[data-draft-user]");
const user = about.dataset.draftUser;
const ofThisPerson = IDBKeyRange.bound([user], [user, []]); // records of others are never read
const database = open();

function open() {
  return new Promise((resolve) => {
    const asked = indexedDB.open("smallwins-drafts", 1);
    asked.onupgradeneeded = () => {
      const store = asked.result.createObjectStore("drafts", { keyPath: ["user", "team", "kind", "uuid"] });
      store.createIndex("savedAt", "savedAt");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null); // a private window that stores nothing: the server's copy remains
  });
}

/** One transaction on the records of this device; gives the result of the request that `work` returns. */
async function onDevice(work) {
  const opened = await database;
  if (!opened) return undefined;
  return new Promise((resolve, reject) => {
    const transaction = opened.transaction("drafts", "readwrite");
    const asked = work(transaction.objectStore("drafts"));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

const keyOf = (record) => [record.user, record.team, record.kind, record.uuid];
const put = (record) => onDevice((store) => store.put(record));
const remove = (record) => onDevice((store) => store.delete(keyOf(record)));
const hasWords = (fields) => Object.values(fields).some((text) => text.trim());
const sameWords = (a, b) => TYPED.every((name) => (a[name] || "") === (b[name] || ""));

/** Numbers as they are written: digits with at most three separators between them. */
function numbersIn(text) {
  const found = [...text.matchAll(/\d+(?:[ .\-\u00a0\u2009\u202f\u2010\u2011\u2013]{1,3}\d+)*/g)];
  return found.map((match) => ({ parts: match[0].match(/\d+/g), ends: match.index + match[0].length === text.length }));
}

/** The eleven test of a citizen service number; the server, which knows more shapes, refuses what slips through. */
function isBsn(digits) {
  const sum = [...digits].reduce((total, digit, place) => total + digit * (place === 8 ? -1 : 9 - place), 0);
  return digits.length === 9 && Number(digits) > 0 && sum % 11 === 0;
}

const hasBsn = (fields) =>
  Object.values(fields).some((text) => numbersIn(text).some(({ parts }) => [parts.join(""), ...parts].some(isBsn)));

const endsInNumber = (fields) =>
  Object.values(fields).some((text) =>
    numbersIn(text).some(({ parts, ends }) => ends && parts.join("").length > 5 && parts.join("").length < 9),
  );

/** Tell the server what it may have of a record; null when it cannot be reached. */
async function tell(record) {
  const { user: author, team, kind, fields } = record;
  const keeps = hasWords(fields) && !hasBsn(fields);
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || form.elements.csrfmiddlewaretoken.value;
  try {
    return await fetch(`/wins/drafts/${record.uuid}/`, {
      method: keeps ? "PUT" : "DELETE",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: keeps ? JSON.stringify({ author, team, kind, fields }) : undefined,
      redirect: "manual", // to sign in: the words stay here
      keepalive: true,
    });
  } catch {
    return null;
  }
}

async function forgetThere(record) {
  if ((await tell(record))?.status === 204) await put({ ...record, savedAt: Date.now() });
}

/** After a week only what the server has goes, whoever typed it; nothing of it is read. */
function tidy() {
  return onDevice((store) => {
    store.index("savedAt").openKeyCursor(IDBKeyRange.upperBound(Date.now() - WEEK)).onsuccess = (event) => {
      const cursor = event.target.result;
      if (!cursor) return;
      store.delete(cursor.primaryKey);
      cursor.continue();
    };
  });
}

/** The page that says a story was sent or kept: its draft goes. */
async function forgetSent(uuid) {
  const keys = (await onDevice((store) => store.getAllKeys(ofThisPerson))) || [];
  for (const key of keys) if (key[3] === uuid) await onDevice((store) => store.delete(key));
}

// The form of this page.

const form = about.closest("form");
const notice = document.getElementById("draft-restored");
const stays = document.getElementById("draft-stays");
const elsewhere = document.getElementById("draft-elsewhere");
let drafts = []; // what may be opened here, the newest first
let kept = null; // the record of this form
let there = false; // the server may have something of it
let touched = false; // typed in since it was opened
let leaving = false; // being sent: that forgets the draft
let underWay = false;
let hereTimer, thereTimer;

let key = { uuid: "" }; // of this form

function useKey(uuid) {
  if (uuid === key.uuid) return;
  key.release?.();
  key = { uuid };
  form.elements.client_uuid.value = uuid;
}

/** Keep the key to this tab from the first letter on; false when another tab is typing under it. */
function hold() {
  const mine = key;
  mine.held ??= new Promise((answer) => {
    if (!navigator.locks) return answer(true);
    return navigator.locks.request(`draft ${mine.uuid}`, { ifAvailable: true }, (lock) => {
      answer(Boolean(lock));
      return lock && new Promise((release) => (mine.release = release));
    });
  });
  return mine.held;
}

/** The keys that other tabs are typing under. */
async function heldElsewhere() {
  const names = async () => ((await navigator.locks?.query())?.held || []).map(({ name }) => name);
  if (!(await names()).length) return [];
  await new Promise((after) => setTimeout(after, 250)); // the page before this one in this tab lets go first
  return names();
}

function typed() {
  const fields = TYPED.map((name) => form.elements[name]).filter(Boolean);
  return Object.fromEntries(fields.map((field) => [field.name, field.value]));
}

function fill(fields) {
  for (const name of TYPED) {
    let field = form.elements[name];
    if (!field && fields[name]) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(field);
    }
    if (!field || field.value === (fields[name] || "")) continue;
    field.value = fields[name] || "";
    field.dispatchEvent(new Event("input")); // the countdown listens; it does not bubble to us
  }
}

function show(draft) {
  for (const radio of form.querySelectorAll("input[name=team]")) radio.checked = radio.value === draft.team;
  fill(draft.fields);
  useKey(draft.uuid);
  [kept, there, touched] = [draft, Boolean(draft.there), false];
  notice.hidden = false;
}

function blank() {
  fill({});
  useKey(crypto.randomUUID());
  [kept, there, touched] = [null, false, false];
  notice.hidden = true;
}

async function keepHere() {
  hereTimer = clearTimeout(hereTimer);
  if (!(await hold())) {
    useKey(crypto.randomUUID());
    [kept, there] = [null, false];
    await hold();
  }
  const { team, kind } = form.elements;
  const before = kept;
  kept = { user, team: team.value, kind: kind.value || "win", uuid: key.uuid, fields: typed(), at: Date.now() };
  await onDevice((store) => {
    if (before) store.delete(keyOf(before)); // the team or the kind may be another now
    store.put(kept);
  });
}

const later = (after) => (thereTimer ??= setTimeout(keepThere, after));

async function keepThere() {
  thereTimer = clearTimeout(thereTimer);
  if (hereTimer) await keepHere();
  const record = kept;
  if (!record || record.savedAt || leaving || !navigator.onLine) return;
  const words = hasWords(record.fields);
  const withheld = hasBsn(record.fields);
  if (underWay || (endsInNumber(record.fields) && Date.now() - record.at < PAUSE)) return later(PAUSE / 3);
  if ((!words || withheld) && !there) return words ? undefined : remove(record);
  [underWay, there] = [true, true];
  const answer = await tell(record);
  underWay = false;
  if (!answer || answer.status >= 500) return later(RETRY_AFTER);
  if (answer.status === 409) return sentBefore(record, await answer.json());
  if (answer.status !== 204) return; // signed out, or refused: the words stay here
  there = words && !withheld;
  if (kept === record && !withheld) await put(Object.assign(record, { savedAt: Date.now() }));
}

/** The key was used for a story that was sent: the same words are done, others get a key of their own. */
async function sentBefore(record, { same }) {
  await remove(record);
  if (kept !== record) return;
  if (same && !touched) return blank();
  useKey(crypto.randomUUID());
  [kept, there] = [null, false];
  if (same) return;
  await keepHere();
  return later(0);
}

/** Compare this device with the server, whose drafts came with the page. */
async function compare(records, known) {
  const copies = new Map(known.map((copy) => [copy.uuid, copy]));
  const waiting = [];
  for (const record of records) {
    const copy = copies.get(record.uuid);
    const late = record.savedAt > performance.timeOrigin; // while this page was on its way
    if (record.savedAt && !late) {
      if (!copy || !hasWords(record.fields)) await remove(record); // sent or cleared on another device
    } else if (!hasWords(record.fields)) {
      copies.delete(record.uuid);
      if (!late) await (copy ? forgetThere(record) : remove(record));
    } else if (copy && copy.at > record.at + SAME_MOMENT && !sameWords(copy.fields, record.fields)) {
      await remove(record); // somebody went on elsewhere: keep both
      const other = { ...record, uuid: crypto.randomUUID() };
      await put(other);
      waiting.push(other);
    } else {
      copies.delete(record.uuid);
      waiting.push({ ...record, there: late || Boolean(copy) });
    }
  }
  return [...waiting, ...copies.values()].sort((a, b) => b.at - a.at);
}

async function begin() {
  useKey(form.elements.client_uuid.value);
  await tidy();
  const records = (await onDevice((store) => store.getAll(ofThisPerson))) || [];
  if (!("drafts" in about.dataset)) {
    // Sent back with an error, or typed in the other kind of form: the words on the page are the newest.
    if (!touched) [kept, there] = [records.find((record) => record.uuid === key.uuid) || null, true];
    return;
  }
  const now = Date.now();
  const known = JSON.parse(about.dataset.drafts).map((copy) => {
    return { ...copy, user, at: now - copy.age * 1000, savedAt: now, there: true };
  });
  const teams = [...form.querySelectorAll("input[name=team]")].map((field) => field.value);
  const kind = form.elements.kind.value;
  const ours = (draft) => draft.kind === kind && teams.includes(draft.team);
  const all = (await compare(records, known)).filter(ours);
  const held = await heldElsewhere();
  drafts = all.filter((draft) => !held.includes(`draft ${draft.uuid}`));
  const opened = known.some((copy) => copy.uuid === key.uuid);
  if (touched) return void (there = opened);
  if (drafts.length) show(drafts[0]);
  else if (opened) blank(); // cleared here without a connection, or another tab is typing in it
  elsewhere.hidden = drafts.length === all.length;
  later(0);
}

/** Each team has its own draft; words that were just typed go along with the choice. */
function chooseTeam(team) {
  const own = drafts.find((draft) => draft.team === team);
  stays.hidden = Boolean(own) || !hasWords(typed());
  if (own) show(own);
  else if (!stays.hidden) blank();
}

async function clear() {
  const cleared = { ...kept, fields: {}, at: Date.now(), savedAt: undefined };
  const known = there;
  drafts = drafts.filter((draft) => draft.uuid !== cleared.uuid);
  hereTimer = clearTimeout(hereTimer);
  blank();
  form.elements.story.focus();
  delete cleared.savedAt;
  await (known ? put(cleared) : remove(cleared));
  if (known) await forgetThere(cleared);
}

function listen() {
  form.addEventListener("input", ({ target }) => {
    if (target.name === "team" && notice && !touched) return chooseTeam(target.value);
    if (target.name !== "team" && !TYPED.includes(target.name)) return;
    [touched, leaving] = [true, false];
    hold();
    if (target.name === "team") keepHere();
    else hereTimer ??= setTimeout(keepHere, HERE_AFTER);
    later(THERE_AFTER);
  });
  form.addEventListener("submit", () => {
    if (hereTimer) keepHere();
    leaving = true;
  });
  notice?.addEventListener("submit", (event) => {
    if (!kept) return; // not compared yet: the server clears it
    event.preventDefault();
    clear();
  });
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("online", keepThere);
  document.addEventListener("visibilitychange", keepThere);
  window.addEventListener("pagehide", keepThere);
}

if (form) {
  listen();
  begin();
} else {
  forgetSent(about.dataset.draftSent);
}
