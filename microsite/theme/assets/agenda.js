// Finding one's way in an agenda: choosing among its items, on all days; a choice of one's own; what runs in each room now.
// What is chosen stands in the address, so that a link shows the same. A page of one day fetches the other days' when it has to.
import { items } from "./moments.js";
import { changesSince, clashes, MyAgenda } from "./my-agenda.js";
import { all, data, fill, namedPlace, storage, words } from "./page.js";

/** Milliseconds for which a change is marked. */
const SHOWN_FOR = 2 * 86400000;
/** Milliseconds for which an item that is taken out of the reader's agenda can be put back. */
const UNDO_FOR = 15000;

const form = document.querySelector("[data-finder]");
const mine = new MyAgenda(storage, `agenda:${new URL(data.root, location).pathname}`);

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// ── the item of the address ────────────────────────────────────────────────────────────────────────────────────────

/** An item that is not here is looked for on the page of the whole agenda, which knows all. */
function goToPlace() {
  const name = namedPlace();
  const place = name ? document.getElementById(name) : null;
  const whole = new URL(data.agenda, location);
  if (place?.closest("[data-lead-on]")) location.replace(place.querySelector("a")?.href ?? `${encodeURIComponent(name)}/`);
  if (name && !place && !name.startsWith("_") && whole.pathname !== location.pathname) location.replace(`${whole.href}#${name}`);
}

// ── the bar of days ────────────────────────────────────────────────────────────────────────────────────────────────

const days = all(".days-bar [data-day]").map((link) => ({ date: link.dataset.day, link }));
const elsewhere = document.querySelector("[data-other-days]");

/** On a page of all days, which one is being read. */
function followDays() {
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const { link } = days.find(({ date }) => target.getAttribute("aria-labelledby") === `day-${date}`);
      if (isIntersecting) link.ariaCurrent = "true";
      else link.removeAttribute("aria-current");
      if (isIntersecting) link.closest("ul").scrollLeft = link.offsetLeft - link.closest("ul").offsetLeft;
    }
  }, { rootMargin: "-20% 0px -80% 0px" });
  for (const day of all(".day")) seen.observe(day);
}
days.find(({ link }) => link.ariaCurrent === "page")?.link.scrollIntoView({ block: "nearest", inline: "nearest" });

const addBelowTitle = (item, line) => item.querySelector(".row > :is(h2, h3, h4)").after(line);

// ── what has changed since the last visit ──────────────────────────────────────────────────────────────────────────

const startOf = (item) => item.querySelector(".time time")?.dateTime;
const dayName = (iso) => document.querySelector(`[data-day="${iso.slice(0, 10)}"]`)?.textContent ?? iso.slice(0, 10);

function markChanges() {
  const shown = all(".item").filter(startOf).map((item) => ({ id: item.id, start: startOf(item) }));
  const { changes, kept } = changesSince(mine.seen, shown, Date.now(), SHOWN_FOR);
  mine.seen = kept;
  for (const { id, start } of changes) {
    const item = document.getElementById(id);
    if (item.querySelector(".change")) continue; // the agenda says so itself
    const now = startOf(item);
    const time = start?.slice(11, 16);
    const text = !start ? words.isNew : fill(words.movedFrom, start.slice(0, 10) === now.slice(0, 10) ? time : `${dayName(start)}, ${time}`);
    addBelowTitle(item, element("span", { className: "change" }, element("strong", { textContent: text })));
  }
}

// ── one's own agenda ───────────────────────────────────────────────────────────────────────────────────────────────

const titleIn = (item) => item.querySelector(".title").textContent;
const titleOf = (id) => titleIn(document.getElementById(id));

function addStar(place, id, name) {
  const star = element("button", { type: "button", className: "star", title: words.star });
  star.setAttribute("aria-label", fill(words.starFor, name));
  star.dataset.star = id;
  star.addEventListener("click", () => { mine.toggle(id); showMine(); offerUndo(star); }); // an item whose star goes stays until the reader chooses anew
  place.append(star);
}

const undo = element("p", { className: "toast", role: "status" });
document.querySelector("main").append(undo);

/** Says that an item is no longer in the reader's agenda, with a way back: until the next star, or for a while. */
function offerUndo(star) {
  undo.replaceChildren();
  if (mine.has(star.dataset.star)) return;
  const button = element("button", { type: "button", className: "button quiet", textContent: words.undo });
  button.addEventListener("click", () => { star.click(); star.focus(); });
  const said = element("span", { textContent: words.removed });
  undo.append(said, " ", button);
  setTimeout(() => said.isConnected && !undo.contains(document.activeElement) && undo.replaceChildren(), UNDO_FOR);
}

function addStars(within) {
  if (!form.elements.mine) return;
  for (const item of all(".item:not(.kind-break)", within)) addStar(item, item.id, titleIn(item));
}

/** The times of the items on the page and on the pages of other days that were fetched. */
let timed = data.items;

/** Marks the items that are chosen, and names what is at one time among `ids`; returns how often that is so. */
function showMine(ids = mine.ids) {
  const clashing = clashes(timed.filter(({ id, isBreak }) => ids.includes(id) && !isBreak));
  const kept = new Set(mine.ids); // read once: each reading goes to what the browser stores
  for (const star of all("[data-star]")) star.ariaPressed = kept.has(star.dataset.star);
  for (const note of all(".clash")) note.remove();
  for (const [id, others] of clashing) {
    const titles = others.map((other) => titleOf(other.id)).join(words.beside);
    addBelowTitle(document.getElementById(id), element("span", { className: "clash", textContent: fill(words.clash, titles) }));
  }
  return [...clashing.values()].reduce((sum, others) => sum + others.length, 0) / 2;
}

// ── choosing ───────────────────────────────────────────────────────────────────────────────────────────────────────

const NAMES = [...(form?.elements ?? [])].filter(({ tagName }) => tagName === "SELECT").map(({ name }) => name);

/** What is chosen: `{words, mine, room, …}`; `plan` are the ids that came in a link. */
function chosen() {
  const values = Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]).filter(([, value]) => value));
  return { ...values, words: form.elements.words.value.trim(), mine: Boolean(form.elements.mine?.checked), plan };
}

function readAddress() {
  const given = new URLSearchParams(location.search);
  for (const name of NAMES) form.elements[name].value = given.get(name) ?? "";
  for (const name of NAMES) if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
  form.elements.words.value = given.get("words") ?? "";
  if (form.elements.mine) form.elements.mine.checked = given.has("mine");
  plan = given.get("plan")?.split(",").filter(Boolean) ?? null;
}

function writeAddress(choice) {
  const address = new URL(location);
  for (const name of [...NAMES, "words", "mine", "plan"]) address.searchParams.delete(name);
  for (const name of [...NAMES, "words"]) if (choice[name]) address.searchParams.set(name, choice[name]);
  if (choice.mine) address.searchParams.set("mine", "");
  if (choice.plan) address.searchParams.set("plan", choice.plan.join(","));
  history.replaceState(null, "", address);
  for (const link of all(".days-bar ul a")) link.search = address.search;
}

let plan = null;

/** Whether an item is what the reader looks for; `kept` are the ids of their own agenda, `typed` the items that have the words, if there are any. */
function matches(item, choice, kept, typed) {
  if (choice.mine && !kept.has(item.id)) return false;
  if (choice.plan && !choice.plan.includes(item.id)) return false;
  if (NAMES.some((name) => choice[name] && !item.dataset[name]?.split(" ").includes(choice[name]))) return false;
  return !typed || typed.has(item);
}

/** What an item says: each person by themselves, so that the given name of one and the family name of another find nothing. */
function partsOf(item) {
  const rest = item.cloneNode(true);
  const people = all(".by > bdi, .people > li", rest);
  for (const part of [...people, ...all(".clash", rest)]) part.remove();
  return [rest, ...people];
}

/** The items on the page that have the words; null where none are given, undefined where the rules of the search cannot be had. */
const itemsWith = (typed) => typed ? import("./narrow.js").then(({ having }) => having(typed, all(".item"), partsOf)).catch(() => undefined) : null;

const ownDay = document.querySelector("[data-day-items]");
const ownHeading = element("h2", { hidden: true, textContent: document.querySelector("h1").textContent });
const earlier = element("div", { className: "elsewhere", hidden: true });
ownDay?.prepend(ownHeading);
ownDay?.before(earlier);

/** Puts days into a place, unless they are there: what is moved loses the focus. */
function showIn(place, found) {
  const there = found.filter(Boolean);
  if (there.length !== place.children.length || there.some((day, at) => day !== place.children[at])) place.replaceChildren(...there);
}

/** By address: the days that were fetched, or are being fetched. */
const fetched = new Map();

/** The items of a day from its own page, which is fetched once; nothing where it can't be had now. */
async function otherDay(link) {
  try {
    const address = new URL(link.href);
    const page = new DOMParser().parseFromString(await (await fetch(address.pathname)).text(), "text/html");
    const { items: found } = JSON.parse(page.getElementById("_script-data").textContent);
    const day = element("section", { className: "day" }, element("h2", {}, element("a", { href: address.pathname, textContent: page.querySelector("h1").textContent })));
    for (const item of all("[data-day-items] .item", page)) document.getElementById(item.id)?.removeAttribute("id"); // its line on the page of all days
    for (const inner of all("[data-day-items] a[href]", page)) inner.href = new URL(inner.getAttribute("href"), address).href;
    day.append(...[...page.querySelector("[data-day-items]").children].map((each) => document.importNode(each, true)));
    addStars(day);
    timed = [...timed, ...found];
    return day;
  } catch {
    fetched.delete(link.pathname);
    return null;
  }
}

/** Fetches the other days, where each has a page of its own, and shows them below this one, or with `inOrder` before and after it; says
 * whether all are there. */
async function otherDays(inOrder) {
  const links = days.map(({ link }) => link);
  const others = links.filter((link) => link.pathname !== location.pathname);
  for (const link of others) if (!fetched.has(link.pathname)) fetched.set(link.pathname, otherDay(link));
  const found = await Promise.all(others.map((link) => fetched.get(link.pathname)));
  const added = found.filter((day) => day && !day.isConnected);
  const before = inOrder && ownDay ? links.findIndex((link) => link.pathname === location.pathname) : 0;
  showIn(earlier, found.slice(0, before));
  showIn(elsewhere, found.slice(before));
  for (const day of added) day.dispatchEvent(new Event("itemsadded", { bubbles: true }));
  return !found.includes(null);
}

/** Shows what is chosen, once all that has to be looked through is there. */
async function apply() {
  const choice = chosen();
  writeAddress(choice);
  const isWhole = !isChoice(choice) || !elsewhere || (await otherDays(isPlan(choice)));
  const typed = await itemsWith(choice.words);
  if (chosen().words === choice.words) show(chosen(), isWhole, typed); // else another `apply` is on its way
}

/** Whether the reader looks at what they have chosen item by item, which is in order of time. */
const isPlan = (choice) => Boolean(choice.mine || choice.plan);
const isChoice = (choice) => Boolean(NAMES.some((name) => choice[name]) || choice.words || choice.mine || choice.plan);

function show(choice, isWhole, typed) {
  const active = isChoice(choice);
  const count = NAMES.filter((name) => choice[name]).length;
  for (const place of all("[data-count]")) place.textContent = count ? fill(words.aside, count) : "";
  if (elsewhere) elsewhere.hidden = earlier.hidden = !active;
  ownHeading.hidden = !isPlan(choice);
  for (const day of all("[data-in-brief]")) day.hidden = active; // of the page that lists the days
  const kept = new Set(mine.ids);
  let found = 0;
  for (const item of all(".item")) {
    const isFound = matches(item, choice, kept, typed);
    const isForAll = !choice.words && !isPlan(choice) && !item.closest(".at-once"); // what runs alone: plenaries, breaks
    item.hidden = active && !isFound && !isForAll;
    item.classList.toggle("quiet", active && !isFound && isForAll);
    found += isFound && !item.matches(".kind-break");
  }
  hideEmpty(active);
  document.documentElement.toggleAttribute("data-filtered", active);
  showView(active);
  showFound(choice, active, found, showMine(choice.plan ?? mine.ids), [
    ...(isWhole ? [] : [words.notLoaded]),
    ...(typed === undefined ? [words.searchFailed] : []),
  ]);
}

/** Sittings in which nothing is left are hidden; a day in which nothing is found says so. */
function hideEmpty(active) {
  const isEmpty = (block) => active && Boolean(block.querySelector(".item")) && !block.querySelector(".item:not([hidden])");
  for (const block of all(".sitting, .timetable tr")) block.hidden = isEmpty(block);
  for (const note of all(".nothing")) note.remove();
  for (const day of all(".day")) {
    if (!active || !day.querySelector(".item") || day.querySelector(".item:not([hidden], .quiet)")) continue;
    const note = element("p", { className: "nothing to-come", textContent: words.nothing });
    const heading = day.querySelector(":scope > h2");
    if (heading) heading.after(note);
    else day.prepend(note);
  }
}

const tools = element("span", { className: "tools" });

function showFound(choice, active, found, clashing, missing) {
  const [status, ...others] = all("[data-found]").reverse();
  const parts = [
    fill(words.found, found),
    ...(isPlan(choice) && clashing ? [fill(words.clashes, clashing)] : []),
    ...(choice.mine && !mine.ids.length ? [words.noStars] : []),
    ...missing,
  ];
  for (const place of [status, ...others]) place.textContent = active ? parts.join(" · ") : "";
  if (tools.contains(document.activeElement)) status.focus();
  tools.replaceChildren();
  if (!active) return tools.remove();
  const button = (text, action) => {
    const made = element("button", { type: "button", className: "button quiet", textContent: text });
    made.addEventListener("click", () => action(made));
    tools.append(made);
  };
  if (choice.mine && mine.ids.length) {
    button(words.calendar, saveCalendar);
    button(words.link, copyLink);
  }
  if (choice.plan) button(words.keep, () => { mine.add(choice.plan); form.elements.mine.checked = true; plan = null; apply(); });
  button(words.all, () => form.reset());
  status.after(tools);
}

const saveCalendar = async () =>
  (await import("./my-calendar.js")).save(mine.ids.map((id) => new URL(`${data.calendars}items/${encodeURIComponent(id)}.ics`, location)));

async function copyLink(button) {
  const address = new URL(location);
  address.search = `?plan=${mine.ids.join(",")}`;
  address.hash = "";
  button.textContent = await navigator.clipboard.writeText(address.href).then(() => words.copied, () => words.notCopied);
}

// ── how it is shown ────────────────────────────────────────────────────────────────────────────────────────────────

/** As the reader wants it; what is left of a choice is a list. */
function showView(isList) {
  const view = storage.get("agenda-view") ?? "table";
  if (form.elements.view) form.elements.view.value = view;
  document.documentElement.dataset.view = isList ? "list" : view;
}

// ── what is on in each room ────────────────────────────────────────────────────────────────────────────────────────

/** A line that leads to an item, with its time. */
function lead({ id }) {
  const item = document.getElementById(id);
  const time = element("span", { className: "muted", textContent: item.querySelector(".time .clocks").textContent });
  return element("p", {}, time, " ", element("a", { href: item.querySelector("a.title")?.href ?? `#${id}`, textContent: titleIn(item) }));
}

const roomsNow = document.getElementById("_rooms-now");
roomsNow?.addEventListener("click", ({ target }) => target.closest("a") && roomsNow.hidePopover());
roomsNow?.addEventListener("beforetoggle", ({ newState }) => {
  if (newState !== "open") return;
  const now = Date.now();
  const rows = [...form.elements.room.options].filter(({ value }) => value).map(({ value, text }) => {
    const { on, next } = items(data, now, value);
    const cell = (found) => element("td", {}, ...(found.length ? found.slice(0, 2).map(lead) : ["–"]));
    return element("tr", {}, element("th", { scope: "row", textContent: text }), cell(on), cell(next));
  });
  roomsNow.querySelector("tbody").replaceChildren(...rows);
});

// ── what begins here ─────────────────────────────────────────────────────────────────────────────────────────────────

function listen() {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => { plan = null; setTimeout(apply); });
  form.addEventListener("input", ({ target }) => {
    if (target.name === "mine") plan = null;
    if (target.name !== "view") return apply();
    storage.set("agenda-view", target.value);
    return showView(isChoice(chosen()));
  });
  addEventListener("popstate", () => { readAddress(); apply(); });
  addEventListener("storage", apply); // another tab
  document.getElementById("_choices")?.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed" && isChoice(chosen())) document.querySelector(".days-bar").scrollIntoView();
  });
}

addEventListener("hashchange", goToPlace);
goToPlace();
if (days.length && !elsewhere) followDays();
markChanges();
for (const place of all("[data-star-for]")) addStar(place, place.dataset.starFor, document.querySelector("h1").textContent);
if (form) {
  addStars(document);
  listen();
  readAddress();
  apply();
} else showMine();
