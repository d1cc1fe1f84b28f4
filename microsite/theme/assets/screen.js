// What is on and what is next, on a screen in the house: by the clock, and anew once a newer version is published and the network is there.
import { items } from "./moments.js";
import { keepPages } from "./offline.js";
import { data, fill, words } from "./page.js";
import { isOutdated } from "./update.js";

const main = document.querySelector("main");
const timeOfDay = document.querySelector(".clock");
const SHOWN = 15_000;
const LEAST = 32 / 1080; // of the shorter side of the screen: letters that are read from afar
const LOOKED_FOR_UPDATE = 2 * 60_000;
const dayAt = new Intl.DateTimeFormat("en", { dateStyle: "short", timeZone: data.zone });
const clock = new Intl.DateTimeFormat(words.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn", timeZone: data.zone });

const rooms = [...new Set(data.items.map((each) => each.room))].filter(Boolean);
const isLobby = rooms.length > 1 && !document.querySelector("h1");
const roomless = data.items.filter((each) => !each.room);
/** Of the rows of the lobby, the room; empty for what is in none, which is last if it is beside others, and else first, as it is for all. */
const places = roomless.every((each) => each.isBeside) ? [...rooms, ""] : ["", ...rooms];

function make(name, className, ...inside) {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...inside);
  return made;
}

/** An item with what is known of it; `label` says whether it is on or next. */
function item(each, label, time) {
  const aside = [time, each.allDay, each.by].filter(Boolean).join(" · ");
  const lines = [["label", label], ["title", each.title], ["aside", aside], ["limits", each.limits.join(" · ")], ["aside", each.languages]];
  return make("section", label === words.nextItem ? "next" : "now", ...lines.map(([name, text]) => make("p", name, text)));
}

const timeOfNow = (each) => [each.from && fill(words.since, each.from), each.until && fill(words.until, each.until)].filter(Boolean).join(" ");
const isToday = (moment, now) => dayAt.format(moment) === dayAt.format(now);
const timeOfNext = (each, now) => [isToday(each.start, now) ? "" : each.day, each.from].filter(Boolean).join(words.comma);

/** Of some items, those that are on and next, and the first that is cancelled today and would not be over. */
function momentOf(found, now) {
  const cancelled = found.find((each) => each.isCancelled && now < each.end && isToday(each.start, now));
  return { ...items({ items: found.filter((each) => !each.isCancelled) }, now), off: cancelled ? [make("section", "off", make("p", "", cancelled.title), make("p", "aside", cancelled.from))] : [] };
}

function oneRoom(now) {
  const { on, next: [next], off } = momentOf(data.items, now);
  const shown = on.map((each) => item(each, words.now, timeOfNow(each)));
  if (!on.length && (next || off.length)) shown.push(make("section", "now", make("p", "label", words.now), make("p", "aside", words.none)));
  shown.push(...off);
  if (next) shown.push(item(next, words.nextItem, timeOfNext(next, now)));
  return shown;
}

/** Several items that are on, or begin, at once, as one: with all their titles, and those times that they share. */
function together(found) {
  if (found.length < 2) return found[0];
  const shared = (key) => (found.every((each) => each[key] === found[0][key]) ? found[0][key] : "");
  return { ...found[0], title: found.map((each) => each.title).join(words.separator), from: shared("from"), until: shared("until"), allDay: shared("allDay"), by: "", limits: [], languages: "" };
}

/** A row for each room, with the languages of what is on alone, and one for what is in none of them, while there is anything. */
function allRooms(now) {
  const rows = places.flatMap((room) => {
    const { on, next, off } = momentOf(data.items.filter((each) => each.room === room), now);
    if (!room && ![...on, ...next, ...off].length) return [];
    const [isOn, isNext] = room ? [on[0], next[0]] : [together(on), together(next)];
    const current = isOn ? item(isOn, "", timeOfNow(isOn)) : make("p", "aside", room && words.none);
    return [make("li", "", make("p", "label", room), make("div", "", current, ...off), isNext ? item({ ...isNext, languages: "" }, words.nextItem, timeOfNext(isNext, now)) : "")];
  });
  return [make("ol", "rooms", ...rows)];
}

/** The largest letters with which all has room; where they would be small, long lines are cut (screen.css). */
function fit() {
  for (const isCut of [false, true]) {
    main.classList.toggle("cut", isCut);
    for (let size = 2; size > (isCut ? 0.3 : 0.8); size -= 0.05) {
      main.style.fontSize = `${size}rem`;
      if (main.scrollHeight <= main.clientHeight && main.scrollWidth <= main.clientWidth) return;
    }
  }
}

/** Where all rooms would make the letters small, some of them, and the others in turn. */
function fitInTurns(now) {
  const rows = [...main.querySelectorAll(".rooms > li")];
  for (let most = rows.length; ; most = Math.ceil(most / 2)) {
    const turn = Math.floor(now / SHOWN) % Math.ceil(rows.length / most);
    rows.forEach((row, number) => (row.hidden = Math.floor(number / most) !== turn));
    fit();
    if (most < 2 || parseFloat(getComputedStyle(main).fontSize) >= LEAST * Math.min(innerWidth, innerHeight)) return;
  }
}

function show() {
  const now = Date.now();
  timeOfDay.textContent = clock.format(now);
  const shown = isLobby ? allRooms(now) : oneRoom(now);
  const content = now >= data.end ? [make("p", "title", words.over)] : shown.length ? shown : [make("p", "title", words.none)];
  if (content.map((each) => each.textContent).join() !== [...main.children].map((each) => each.textContent).join()) main.replaceChildren(...content);
  fitInTurns(now);
}

show();
setInterval(show, SHOWN);
const tryToLook = () => isOutdated(data.version).then((outdated) => outdated && location.reload(), () => {}); // without a network it goes on with what it has
setInterval(tryToLook, LOOKED_FOR_UPDATE);
addEventListener("resize", show);
addEventListener("online", tryToLook);
document.addEventListener("visibilitychange", show);
keepPages(data.offline);
