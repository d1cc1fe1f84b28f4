// What depends on the clock or on the reader: chips and next steps, the reader's own time, and small conveniences.
// Search and players are separate modules, loaded when they are asked for; pages of the agenda have agenda.js besides.
import { availability, distance, items, nextChange, nextSittingStart, nextStep, phaseAt, STAGE_OF } from "./moments.js";
import { keepPages } from "./offline.js";
import { all, data, fill, namedPlace, storage, words } from "./page.js";

data.start = new Date(data.start).getTime(); // a text without an offset is the reader's own calendar day
data.end = new Date(data.end).getTime();
const capitalize = (text) => text.charAt(0).toLocaleUpperCase(words.locale) + text.slice(1);
const once = (make) => { let made; return (...given) => (made ??= make(...given)); };
// The words come with the page: a browser takes longer to make a format of its own (Intl) than for all else here.
const plurals = once(() => new Intl.PluralRules(words.locale));
function distanceText(target, now, wholeDay) {
  const [number, unit] = distance(target, now, wholeDay);
  const forms = words.away[unit];
  return (unit === "day" && words.near[number]) || fill(forms[plurals().select(number)] ?? forms.other, number);
}

// ── the clock ──────────────────────────────────────────────────────────────────────────────────────────────────────

function setChip(element, text, kind = "") {
  if (!element) return;
  element.className = `chip ${kind}`.trim();
  if (element.textContent !== text) element.textContent = text;
}

/** A link that leads nowhere now stays where it is, so that nothing after it moves. */
function setHref(link, address) {
  if (address) link.href = address;
  else link.removeAttribute("href");
  link.role = address ? null : "link";
  link.ariaDisabled = address ? null : "true";
}

const timeWindows = all("[data-until]").map((element) => ({
  element,
  links: all("[data-open-until]", element).map((link) => ({ link, address: link.getAttribute("href") })),
  from: element.dataset.from ? Date.parse(element.dataset.from) : null,
  until: Date.parse(element.dataset.until),
  wholeDay: /T00:00/.test(element.dataset.until),
  stated: "stated" in element.dataset,
}));

function showAvailability(now) {
  for (const { element, links, from, until, wholeDay, stated } of timeWindows) {
    const state = availability(from, until, now);
    const due = () => distanceText(wholeDay ? until - 1 : until, now, wholeDay); // a day lasts until midnight, not into the next one
    for (const { link, address } of links) setHref(link, state === "open" && address);
    setChip(element.querySelector('[data-chip="deadline"]'), state === "closed" ? words.passed : fill(words.left, due()), state === "closed" ? "" : "strong");
    const labels = {
      waiting: () => fill(words.opens, distanceText(from, now)),
      open: () => (stated ? fill(words.closes, due()) : words.open),
      closed: () => words.closed,
    };
    setChip(element.querySelector('[data-chip="registration"]'), labels[state](), state === "open" ? "strong" : "");
  }
}

function showSession(now) {
  const phase = phaseAt(data, now);
  Object.assign(document.documentElement.dataset, { phase, stage: STAGE_OF[phase] });
  const start = () => distanceText(data.start, now, !data.sittings.length);
  const next = nextSittingStart(data, now);
  const [text, kind] = {
    before: () => [capitalize(fill(words.begins, start())), "strong"],
    day: () => [capitalize(words.near[0]), "strong"],
    live: () => [words.live, "live"],
    break: () => [next ? capitalize(fill(words.resumes, distanceText(next, now))) : words.break, "strong"],
    over: () => [words.over],
  }[phase]();
  for (const element of all('[data-chip="session"], [data-chip="webcast"]')) setChip(element, text, kind);
  for (const element of all("[data-shown-from]")) element.classList.toggle("shown", Date.parse(element.dataset.shownFrom) <= now);
  for (const element of all("[data-shown-until], [data-passes]")) {
    element.classList.toggle("past", Date.parse(element.dataset.shownUntil ?? element.dataset.passes) <= now);
  }
}

function showNextStep(now) {
  const link = document.querySelector("[data-next]");
  if (!link) return;
  const step = nextStep(data, now);
  link.hidden = !step;
  if (!step) return;
  const [text, page] = {
    register: [words.register, "takePart"],
    watch: [words.watchLive, "watch"],
    follow: [words.followOnline, "watch"],
    recordings: [words.watchRecording, "webcast"],
    takePart: [words.takePart, "takePart"],
    agenda: [words.seeAgenda, "agenda"],
    webcast: [words.followOnline, "webcast"],
    outcome: [words.outcome, "outcome"],
    documents: [words.allDocuments, "documents"],
    priorSessions: [words.priorSessions, "priorSessions"],
  }[step];
  // Other words in the middle of the button stand elsewhere: a new element, which has not moved (as browsers count it).
  if (link.textContent !== text) link.firstElementChild.replaceWith(Object.assign(document.createElement("span"), { textContent: text }));
  link.href = data.pages[page];
}

const panelBox = document.querySelector("[data-now]");
/** Of the first page: what is on and what is next, while the session is on (panel.js). */
let showPanel = () => {};
const loadPanel = once(async () => {
  showPanel = (await import("./panel.js")).panel(panelBox, { data, words, fill, distanceText, update });
  update();
});

/** Marks what is on, and names it with what is next on the first page and on the agenda. */
function showNow(now) {
  const phase = phaseAt(data, now);
  const isUnderway = phase === "live" || phase === "break";
  const { on, next } = items(data, now);
  const todayPage = data.days.find((day) => day.start <= now && now < day.end && day.page)?.page;
  if (panelBox && isUnderway) loadPanel().catch(() => {});
  showPanel(now, phase, on, next, todayPage);
  for (const element of all(".item")) {
    const isOn = on.some((item) => item.id === element.id);
    element.classList.toggle("on", isOn);
    if (isOn) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }
  showNowLine(isUnderway && (on[0] ?? next[0]), on.length > 0, todayPage);
}

/** A line of no height before what is on or next, so that it moves nothing. */
function showNowLine(item, isOn, todayPage) {
  const jumps = all("[data-jump]");
  const target = item && document.getElementById(item.id);
  const shown = Boolean(jumps.length && target);
  const jumpsToLine = shown && isOn;
  const isHere = !todayPage || new URL(todayPage, location).pathname === location.pathname;
  const rooms = document.querySelector("[data-rooms]");
  if (rooms) rooms.hidden = !isHere || !item;
  for (const jump of jumps) {
    const isBeside = Boolean(rooms) && !rooms.hidden && !jump.closest("[popover]");
    Object.assign(jump, { hidden: isBeside || (!jumpsToLine && isHere), href: isHere ? "#_now" : todayPage });
  }
  let line = document.getElementById("_now");
  if (!shown) return line?.remove();
  if (!line) {
    line = Object.assign(document.createElement("p"), { id: "_now", className: "now-line" });
    line.append(document.createElement("span"));
    line.tabIndex = -1;
  }
  line.firstChild.textContent = isOn ? words.now : words.nextItem;
  if (target.previousElementSibling !== line) target.before(line);
}

let updateTimer;

const isOn = () => STAGE_OF[phaseAt(data, Date.now())] === "during";
const watchForUpdate = once(async () => (await import("./update.js")).watch(data.version, isOn, words));

function update() {
  const now = Date.now();
  if (isOn()) watchForUpdate();
  showAvailability(now);
  showSession(now);
  showNextStep(now);
  showNow(now);
  const boundaries = timeWindows.flatMap(({ from, until }) => (from === null ? [until] : [from, until]));
  clearTimeout(updateTimer);
  updateTimer = setTimeout(update, nextChange(data, boundaries, now) - now);
}

// ── the reader's own time ──────────────────────────────────────────────────────────────────────────────────────────

const twoDigits = (number) => String(number).padStart(2, "0");
const localTime = (at) => `${twoDigits(new Date(at).getHours())}:${twoDigits(new Date(at).getMinutes())}`;
/** The names of a moment's date in the reader's zone: `withYear`, `short`, `withNext` and `full` (template_values.py). */
function localDate(at) {
  const date = new Date(at);
  return data.dates[`${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`];
}
/** The time within a sentence: as in a column, but "9 heures" in French. */
function spokenTime(at) {
  if (!words.hours) return localTime(at);
  const [hour, minute] = [new Date(at).getHours(), new Date(at).getMinutes()];
  const pattern = minute ? words.hours.minutes : words.hours[plurals().select(hour)];
  return pattern.replace("{h}", hour).replace("{m}", twoDigits(minute)).replaceAll(" ", "\u00a0");
}
const atTime = (day, at) => words.at.replace("{date}", () => day).replace("{time}", () => spokenTime(at));
const zoneNames = once(() => new Intl.DateTimeFormat(words.locale, { timeZoneName: "long" }));
const zoneName = (moment) => zoneNames().formatToParts(moment).find((part) => part.type === "timeZoneName").value;

function offset(at) {
  const minutes = -new Date(at).getTimezoneOffset();
  return `UTC${minutes < 0 ? "-" : "+"}${twoDigits(Math.trunc(Math.abs(minutes) / 60))}:${twoDigits(Math.abs(minutes) % 60)}`;
}

const timedElement = (element) => ({ element, at: Date.parse(element.dateTime), text: element.textContent });
// A time is printed under the date in its `datetime` or, after midnight, in `data-under`. The day of the month tells: no two zones are a month apart.
const fallsOnOtherDate = (printedDate) => ({ element, at }) => new Date(at).getDate() !== Number((printedDate ?? element.dateTime).slice(8, 10));
const rangesIn = (part) => all(".times", part).map((range) => ({ range, clocks: all("[data-clock]", range).map(timedElement), mark: range.querySelector(".other-day") }));
const ranges = rangesIn(document);
document.addEventListener("itemsadded", ({ target }) => { // agenda.js
  ranges.push(...rangesIn(target));
  if (showsLocalTime()) showClocks(true);
});
const timedElements = all("[data-moment]").map(timedElement);
const zones = all(".zone, .deadline-zone").map((element) => ({ element, at: Date.parse(element.previousElementSibling?.dateTime) || data.start, text: element.textContent }));

function showClocks(isLocal) {
  for (const { range, clocks, mark } of ranges) {
    range.querySelector(".other-day")?.remove();
    for (const { element, at, text } of clocks) element.textContent = isLocal ? localTime(at) : text;
    if (isLocal && clocks.some(fallsOnOtherDate(range.dataset.under))) {
      const [from, until] = [localDate(clocks[0].at), localDate(clocks.at(-1).at)];
      const days = from.short === until.short ? from.short : from.withNext;
      range.append(Object.assign(document.createElement("bdi"), { className: "other-day", textContent: fill(words.aside, days) }));
    } else if (!isLocal && mark) range.append(mark); // after midnight at the venue
  }
  for (const { element, at, text } of timedElements) element.textContent = isLocal ? atTime(localDate(at).withYear, at) : text;
  showZones(isLocal);
}

/** The venue's zone in words keeps its room; the reader's, where its name takes more lines than that, is told by its offset. */
function showZones(isLocal) {
  for (const { element, text } of zones) {
    element.dataset.reserve = text;
    element.textContent = text;
  }
  if (!isLocal) return;
  const heights = zones.map(({ element }) => element.offsetHeight);
  for (const { element, at } of zones) element.textContent = capitalize(zoneName(at));
  for (const { element, at } of zones.filter((zone, index) => zone.element.offsetHeight > heights[index])) element.textContent = offset(at);
}

const inputs = all('input[name="clock"]');
const showsLocalTime = () => storage.get("clock") === "mine";
if (inputs.length || ranges.length || timedElements.length || zones.length) { // on other pages it need not be asked: the browser has to look on its disk
  const isLocal = showsLocalTime();
  for (const input of inputs) {
    input.checked = (input.value === "mine") === isLocal;
    input.addEventListener("change", () => {
      storage.set("clock", input.value);
      showClocks(input.value === "mine");
    });
  }
  if (isLocal) showClocks(true);
  addEventListener("beforeprint", () => showClocks(false)); // on paper, times are the venue's
  addEventListener("afterprint", () => showClocks(showsLocalTime()));
}
for (const element of all("[data-reader-start]")) element.textContent = fill(words.startsForYou, atTime(localDate(data.start).full, data.start));

// ── conveniences ───────────────────────────────────────────────────────────────────────────────────────────────────

for (const link of all("[data-keep-place]")) {
  link.addEventListener("click", () => {
    const passed = all("main h2[id], main article[id], main section[id]").filter((element) => element.getBoundingClientRect().top < 140);
    link.search = location.search; // what is chosen of an agenda
    link.hash = location.hash || (scrollY > 200 && passed.length ? `#${passed.at(-1).id}` : "");
  });
}

for (const button of all("[data-copy]")) {
  button.addEventListener("click", async () => {
    const message = await navigator.clipboard.writeText(button.dataset.copy).then(() => words.copied, () => words.notCopied);
    button.textContent = message;
    button.nextElementSibling.textContent = message;
    setTimeout(() => { button.textContent = words.copy; button.nextElementSibling.textContent = ""; }, 4000);
  });
}

/** Opens the item that the address names. */
function openPlace() {
  const item = document.getElementById(namedPlace())?.closest(".item");
  const opener = item?.querySelector("details");
  if (!opener || opener.open) return;
  opener.open = true;
  item.scrollIntoView();
}
/** A place that is not on this page was perhaps on that of an earlier session: then it is in its archive. */
async function findArchivedPlace() {
  const name = namedPlace();
  if (!data.archived || !name || document.getElementById(name)) return;
  const list = new URL(data.archived.places, location);
  const session = (await (await fetch(list)).json())[data.archived.page]?.[name];
  if (session) location.replace(new URL(`../${session}/${data.archived.page}#${encodeURIComponent(name)}`, list));
}
for (const look of [openPlace, findArchivedPlace]) {
  addEventListener("hashchange", look);
  look();
}

for (const button of all("[data-print]")) button.addEventListener("click", () => print());

const noSearch = once(() => Object.assign(document.createElement("p"), { className: "toast", role: "status", textContent: words.searchFailed }));
document.querySelector("[data-search]")?.addEventListener("click", () => import("./search.js").then((search) => search.open(words), () => document.body.append(noSearch())));
if (document.querySelector("[data-player]")) import("./player.js").then((player) => player.prepare(words, storage));

// Last, so that nothing above waits for it. A session that is postponed or cancelled has no moments.
if (data.takesPlace) {
  update();
  document.addEventListener("visibilitychange", () => document.hidden || update()); // timers sleep with the tab
}
keepPages(data.offline);
