// What is on and what is next, on a screen in the house: by the clock, and anew once a newer version is published and the network is there.
import { items } from "./moments.js";
import { data, fill, words } from "./page.js";
import { isOutdated } from "./update.js";

const main = document.querySelector("main");
const SHOWN = 20_000;
const LOOKED_FOR_UPDATE = 2 * 60_000;
const clock = new Intl.DateTimeFormat(words.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn", timeZone: data.zone });

function make(name, className, ...inside) {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...inside);
  return made;
}

/** An item with what is known of it; `label` says whether it is on or next. */
function item(each, label, time) {
  const aside = [time, each.by].filter(Boolean).join(" · ");
  return make("section", label === words.nextItem ? "next" : "now", make("p", "label", label), make("p", "title", each.title), make("p", "aside", aside), make("p", "aside", each.languages));
}

const timeOfNow = (each) => [fill(words.since, each.from), each.until && fill(words.until, each.until)].filter(Boolean).join(" ");

function oneRoom(now) {
  const { on, next: [next] } = items(data, now);
  const shown = on.map((each) => item(each, words.now, timeOfNow(each)));
  if (next) shown.push(item(next, words.nextItem, next.from));
  return shown;
}

function allRooms(rooms, now) {
  const rows = rooms.map((room) => {
    const { on, next: [next] } = items(data, now, room);
    const cells = [make("p", "label", room), on[0] ? item(on[0], "", timeOfNow(on[0])) : make("p", "aside", words.none), next ? item(next, words.nextItem, next.from) : ""];
    return make("li", "", ...cells);
  });
  main.style.setProperty("--rooms", rooms.length);
  return [make("ol", "rooms", ...rows)];
}

function show() {
  const now = Date.now();
  document.querySelector(".clock").textContent = clock.format(now);
  const rooms = [...new Set(data.items.map((each) => each.room))].filter(Boolean);
  const isOver = data.items.every((each) => each.end <= now);
  const shown = rooms.length > 1 && !document.querySelector("h1") ? allRooms(rooms, now) : oneRoom(now);
  const content = isOver ? [make("p", "title", words.over)] : shown.length ? shown : [make("p", "title", words.none)];
  if (content.map((each) => each.textContent).join() !== [...main.children].map((each) => each.textContent).join()) main.replaceChildren(...content);
}

show();
setInterval(show, SHOWN);
const tryToLook = () => isOutdated(data.version).then((outdated) => outdated && location.reload(), () => {}); // without a network it goes on with what it has
setInterval(tryToLook, LOOKED_FOR_UPDATE);
addEventListener("online", tryToLook);
document.addEventListener("visibilitychange", show);
