// What depends on the clock or on the reader: chips and next steps, the reader's own time, and small conveniences.
// Search and players are separate modules, loaded when they are asked for.
import { distance, door, goesOn, items, nextChange, nextStep, phase } from "./moments.js";

const data = JSON.parse(document.getElementById("_moments").textContent);
const words = JSON.parse(document.getElementById("_words").textContent);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const fill = (pattern, value) => pattern.replace(/\{\w+\}/, () => value);
const capital = (text) => text.charAt(0).toLocaleUpperCase(words.locale) + text.slice(1);
const relative = new Intl.RelativeTimeFormat(words.locale, { numeric: "auto" });
const goingOn = (now) => { const next = goesOn(data, now); return next ? capital(fill(words.goesOn, away(next, now))) : words.break; };
const away = (target, now, wholeDay) => relative.format(...distance(target, now, data.zone, wholeDay));
const kept = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* a reader may forbid it */ } },
};

// ── moments ────────────────────────────────────────────────────────────────────────────────────────────────────────

function chip(element, text, kind = "") {
  if (!element) return;
  element.className = `chip ${kind}`.trim();
  if (element.textContent !== text) element.textContent = text;
}

const timed = all("[data-until]").map((element) => ({
  element,
  from: element.dataset.from ? Date.parse(element.dataset.from) : null,
  until: Date.parse(element.dataset.until),
  wholeDay: /T00:00/.test(element.dataset.until),
  stated: "stated" in element.dataset,
}));

function showDoors(now) {
  for (const { element, from, until, wholeDay, stated } of timed) {
    const state = door(from, until, now);
    for (const link of [element, ...all("[data-open-until]", element)]) {
      if ("openUntil" in link.dataset) link.hidden = state !== "open";
    }
    chip(element.querySelector('[data-chip="deadline"]'), state === "closed" ? words.passed : fill(words.left, away(until, now, wholeDay)), state === "closed" ? "" : "strong");
    const open = stated ? fill(words.closes, away(until, now, wholeDay)) : words.open;
    const said = { waiting: () => fill(words.opens, away(from, now)), open: () => open, closed: () => words.closed };
    chip(element.querySelector('[data-chip="registration"]'), said[state](), state === "open" ? "strong" : "");
  }
}

function showSession(now) {
  const state = phase(data, now);
  document.documentElement.dataset.phase = state;
  const said = {
    before: () => [capital(away(data.start, now)), "strong"],
    today: () => [now < data.start ? capital(away(data.start, now)) : words.today, "strong"],
    live: () => [words.live, "live"],
    break: () => [words.break, "strong"],
    over: () => [words.over],
  }[state]();
  chip(document.querySelector('[data-chip="session"]'), ...said);
  const webcast = document.querySelector('[data-chip="webcast"]');
  if (now < data.start) chip(webcast, capital(fill(words.begins, away(data.start, now))), "strong");
  else if (state === "break") chip(webcast, goingOn(now), "strong");
  else chip(webcast, ...said);
}

function showNextStep(now) {
  const link = document.querySelector("[data-next]");
  if (!link) return;
  const [text, page] = {
    register: () => [words.register, "take-part"],
    watch: () => [words.watchLive, "webcast"],
    recordings: () => [words.watchRecording, "webcast"],
    agenda: () => [words.readAgenda, "agenda"],
    read: () => [words.takePart, "take-part"],
  }[nextStep(data, now)]();
  if (text && link.textContent !== text) link.textContent = text;
  link.href = data.pages[page];
}

function showNow(now) {
  const box = document.querySelector("[data-now]");
  const state = phase(data, now);
  const { on, next } = items(data, now);
  if (box) {
    const parts = [];
    const named = (label, list) => {
      if (!list.length) return;
      if (parts.length) parts.push(document.createElement("br"));
      parts.push(label + words.colon);
      list.forEach((item, place) => {
        const link = document.createElement("a");
        link.href = item.href ?? `${data.pages.agenda}#${item.id}`;
        link.textContent = item.title;
        parts.push(...(place ? [" / "] : []), link);
      });
    };
    if (state === "live") named(words.now, on);
    if (state === "break") parts.push(goingOn(now));
    const today = data.days.find((day) => day.page && day.start <= now && now < day.end);
    if (state === "live" && today) named(words.now, [{ href: today.page, title: words.today }]);
    if (state === "live" || state === "break") named(words.nextItem, next);
    const text = parts.map((part) => part.textContent ?? part).join("");
    if (box.textContent !== text) box.replaceChildren(...parts);
    box.hidden = !parts.length;
  }
  for (const element of all(".item")) {
    const isOn = on.some((item) => item.id === element.id);
    element.classList.toggle("on", isOn);
    if (isOn) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }
  showLine(now, state, on[0] ?? next[0]);
}

/** A line of no height before what is on or next, so that it moves nothing. */
function showLine(now, state, item) {
  const jump = document.querySelector("[data-jump]");
  const target = item && document.getElementById(item.id);
  const shown = Boolean(jump && target && (state === "live" || state === "break"));
  const today = data.days.find((day) => day.page && day.start <= now && now < day.end);
  if (jump) jump.hidden = !shown && !today;
  if (jump) jump.href = shown || !today ? "#_now" : today.page;
  let line = document.getElementById("_now");
  if (!shown) return line?.remove();
  if (!line) {
    line = Object.assign(document.createElement("p"), { id: "_now", className: "now-line" });
    line.append(document.createElement("span"));
    line.tabIndex = -1;
  }
  line.firstChild.textContent = words.now;
  if (target.previousElementSibling !== line) target.before(line);
}

function show() {
  const now = Date.now();
  showDoors(now);
  showSession(now);
  showNextStep(now);
  showNow(now);
  const edges = timed.flatMap(({ from, until }) => (from === null ? [until] : [from, until]));
  clearTimeout(show.timer);
  show.timer = setTimeout(show, nextChange(data, edges, now) - now);
}

// ── the reader's own time ──────────────────────────────────────────────────────────────────────────────────────────

const clocks = all("[data-clock]").map((element) => ({ element, moment: Date.parse(element.dateTime), text: element.textContent }));
const zones = all(".zone").map((element) => ({ element, text: element.textContent }));
const moments = all("[data-moment]").map((element) => ({ element, zone: element.nextElementSibling, moment: Date.parse(element.dateTime), text: element.textContent, zoneText: element.nextElementSibling.textContent }));
const localMoment = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeStyle: "short", hourCycle: "h23", numberingSystem: "latn" });
const local = new Intl.DateTimeFormat(words.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" });
const localDate = new Intl.DateTimeFormat(words.locale, { weekday: "short", day: "numeric", month: "short", numberingSystem: "latn" });
const isoDay = (moment, timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(moment);
const zoneName = (moment) => new Intl.DateTimeFormat(words.locale, { timeZoneName: "long" }).formatToParts(moment).find((part) => part.type === "timeZoneName").value;

function showClocks(mine) {
  for (const old of all(".other-day")) old.remove();
  let before = null;
  for (const { element, moment, text } of clocks) {
    element.textContent = mine ? local.format(moment) : text;
    if (!mine) continue;
    const follows = before?.element.parentElement === element.parentElement;
    const day = isoDay(moment);
    if (day !== (follows ? before.day : isoDay(moment, data.zone))) {
      const note = Object.assign(document.createElement("bdi"), { className: "other-day", textContent: ` (${localDate.format(moment)})` });
      element.after(note);
    }
    before = { element, day };
  }
  for (const { element, zone, moment, text, zoneText } of moments) {
    element.textContent = mine ? localMoment.format(moment) : text;
    zone.textContent = mine ? zoneName(moment) : zoneText;
  }
  for (const { element, text } of zones) element.textContent = mine ? zoneName(data.start) : text;
}

for (const input of all('input[name="clock"]')) {
  input.checked = input.value === (kept.get("clock") ?? "venue");
  input.addEventListener("change", () => {
    kept.set("clock", input.value);
    showClocks(input.value === "mine");
  });
}
if (kept.get("clock") === "mine") showClocks(true);
addEventListener("beforeprint", () => showClocks(false)); // on paper, times are the venue's
addEventListener("afterprint", () => showClocks(kept.get("clock") === "mine"));
for (const element of all("[data-starts]")) {
  const start = new Intl.DateTimeFormat(words.locale, { dateStyle: "full", timeStyle: "short", hourCycle: "h23", numberingSystem: "latn" }).format(data.start);
  element.textContent = `${start} (${words.yourTime})`;
}

// ── conveniences ───────────────────────────────────────────────────────────────────────────────────────────────────

for (const link of all("[data-keep-place]")) {
  link.addEventListener("click", () => {
    const passed = all("main h2[id], main article[id], main section[id]").filter((element) => element.getBoundingClientRect().top < 140);
    link.hash = location.hash || (scrollY > 200 && passed.length ? `#${passed.at(-1).id}` : "");
  });
}

for (const element of all("[data-copy]")) {
  const text = element.textContent.trim();
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: words.copy });
  const status = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  button.setAttribute("aria-label", `${words.copy} ${text}`);
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const said = await navigator.clipboard.writeText(text).then(() => words.copied, () => words.notCopied);
    button.textContent = said;
    status.textContent = said;
    setTimeout(() => { button.textContent = words.copy; status.textContent = ""; }, 4000);
  });
  element.after(button, status);
}

for (const button of all("[data-print]")) button.addEventListener("click", () => print());

for (const filter of all("[data-filter]")) {
  filter.addEventListener("change", () => {
    const chosen = all("[data-filter] input:checked").filter((input) => input.value);
    for (const item of all(".item")) item.hidden = chosen.some(({ name, value }) => item.dataset[name] && item.dataset[name] !== value);
  });
}

document.querySelector("[data-search]")?.addEventListener("click", () => import("./search.js").then((search) => search.open(words)));
if (document.querySelector("[data-player]")) import("./player.js").then((player) => player.prepare(words, kept));

// Last, so that nothing above waits for it.
show();
document.addEventListener("visibilitychange", () => document.hidden || show()); // timers sleep with the tab
