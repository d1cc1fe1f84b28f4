// Finding one's way in an agenda: choosing among its items, on all days; a choice of one's own; what runs in each room now.
// What is chosen stands in the address, so that a link shows the same. A page of one day fetches the other days' when it has to.
import { items } from "./moments.js";
import { changesSince, clashes, joinCalendars, MyAgenda } from "./my-agenda.js";
import { all, data, fill, storage, words } from "./page.js";

/** Milliseconds for which a change is marked. */
const SHOWN_FOR = 2 * 86400000;

const form = document.querySelector("[data-finder]");
const mine = new MyAgenda(storage, `agenda:${new URL(data.root, location).pathname}`);

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// ── the item of the address ────────────────────────────────────────────────────────────────────────────────────────

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Opens the item that the address names; one that is not here is looked for on the page of the whole agenda, which knows all. */
function showTarget() {
  const id = unescaped(location.hash.slice(1));
  const target = id ? document.getElementById(id) : null;
  if (target?.matches("li[data-leads]")) location.replace(target.querySelector("a").href);
  const opener = target?.closest(".item")?.querySelector("details");
  if (opener) opener.open = true;
  if (opener) target.scrollIntoView();
  const whole = new URL(data.agenda, location);
  if (id && !target && !id.startsWith("_") && whole.pathname !== location.pathname) location.replace(`${whole.href}#${id}`);
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
      if (isIntersecting) link.parentElement.parentElement.scrollLeft = link.offsetLeft - link.parentElement.parentElement.offsetLeft;
    }
  }, { rootMargin: "-20% 0px -80% 0px" });
  for (const day of all(".day")) seen.observe(day);
}
days.find(({ link }) => link.ariaCurrent === "page")?.link.scrollIntoView({ block: "nearest", inline: "nearest" });

// ── what has changed since the last visit ──────────────────────────────────────────────────────────────────────────

const startOf = (item) => item.querySelector(".time time")?.dateTime;
const dayName = (iso) => document.querySelector(`[data-day="${iso.slice(0, 10)}"]`)?.textContent ?? iso.slice(0, 10);

function markChanges() {
  const seen = all(".item").filter(startOf).map((item) => ({ id: item.id, start: startOf(item), room: item.dataset.room ?? "" }));
  const { changes, kept } = changesSince(mine.seen, seen, Date.now(), SHOWN_FOR);
  mine.seen = kept;
  for (const { id, start } of changes) {
    const item = document.getElementById(id);
    if (item.querySelector(".change")) continue; // the agenda says so itself
    const now = startOf(item);
    const time = start?.slice(11, 16);
    const text = !start ? words.isNew : fill(words.movedFrom, start.slice(0, 10) === now.slice(0, 10) ? time : `${dayName(start)}, ${time}`);
    item.querySelector(".row > :is(h2, h3, h4)").after(element("span", { className: "change" }, element("strong", { textContent: text })));
  }
}

// ── one's own agenda ───────────────────────────────────────────────────────────────────────────────────────────────

const title = (item) => item.querySelector(".title").textContent;

function addStar(place, id, name) {
  const star = element("button", { type: "button", className: "star", title: words.star });
  star.setAttribute("aria-label", fill(words.starFor, name));
  star.dataset.star = id;
  star.addEventListener("click", () => { mine.toggle(id); if (form) apply(); else showMine(); });
  place.append(star);
}

function addStars(within) {
  if (!form.elements.mine) return;
  for (const item of all(".item:not(.kind-break)", within)) addStar(item, item.id, title(item));
}

/** The times of the items on the page and on the pages of other days that were fetched. */
let timed = data.items;

function showMine() {
  const clashing = clashes(timed.filter(({ id, isBreak }) => mine.has(id) && !isBreak));
  for (const star of all("[data-star]")) star.ariaPressed = mine.has(star.dataset.star);
  for (const note of all(".clash")) note.remove();
  for (const [id, others] of clashing) {
    const titles = others.map((other) => other.title).join(words.beside);
    document.getElementById(id)?.querySelector(".row > :is(h2, h3, h4)").after(element("span", { className: "clash", textContent: fill(words.clash, titles) }));
  }
  return clashing.size;
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
  for (const link of all(".days-bar [data-day]")) link.search = address.search;
}

let plan = null;
let fold;

/** Whether an item is what the reader looks for. */
function matches(item, choice, typed) {
  if (choice.mine && !mine.has(item.id)) return false;
  if (choice.plan && !choice.plan.includes(item.id)) return false;
  if (NAMES.some((name) => choice[name] && !item.dataset[name]?.split(" ").includes(choice[name]))) return false;
  if (!typed.length) return true;
  const text = fold(item.textContent);
  return typed.every((word) => text.includes(word));
}

let others;

/** The pages of the other days, where each has its own: fetched once, and shown below this one's. */
function otherDays() {
  others ??= Promise.all(
    days.map(async ({ date, link }) => {
      const address = new URL(link.href);
      if (address.pathname === location.pathname) return;
      const answer = await fetch(address.pathname);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = JSON.parse(page.getElementById("_script-data").textContent).items;
      const day = element("section", { className: "day" });
      day.dataset.other = date;
      day.append(element("h2", {}, element("a", { href: address.pathname, textContent: page.querySelector("h1").textContent })));
      for (const link of all("[data-day-items] a[href]", page)) link.href = new URL(link.getAttribute("href"), address).href;
      day.append(...[...page.querySelector("[data-day-items]").children].map((each) => document.importNode(each, true)));
      timed = [...timed, ...found];
      return day;
    }),
  ).then((found) => {
    const shown = found.filter(Boolean);
    for (const day of shown) addStars(day);
    elsewhere.append(...shown);
  });
  return others;
}

/** Shows what is chosen, once all that has to be looked through is there. */
async function apply() {
  writeAddress(chosen());
  if (chosen().words) fold ??= (await import("./search-words.js")).fold;
  if (isChoice(chosen()) && elsewhere) await otherDays();
  show(chosen()); // the reader may have gone on meanwhile
}

const isChoice = (choice) => Boolean(NAMES.some((name) => choice[name]) || choice.words || choice.mine || choice.plan);

function show(choice) {
  if (choice.words && !fold) return; // another `apply` is loading it
  const active = isChoice(choice);
  const count = NAMES.filter((name) => choice[name]).length;
  for (const place of all("[data-count], [data-chosen] [data-number]")) place.textContent = count ? fill(words.aside, count) : "";
  if (elsewhere) elsewhere.hidden = !active;
  for (const brief of all("[data-in-brief]")) brief.hidden = active;
  const typed = choice.words ? fold(choice.words).split(/\s+/) : [];
  let found = 0;
  for (const item of all(".item")) {
    const isFound = matches(item, choice, typed);
    const isForAll = !choice.words && !item.closest(".at-once"); // what runs alone: plenaries, breaks
    item.hidden = active && !isFound && !isForAll;
    item.classList.toggle("quiet", active && !isFound && isForAll);
    found += isFound && !item.matches(".kind-break");
  }
  hideEmpty(active);
  document.documentElement.toggleAttribute("data-filtered", active);
  showView(active);
  showFound(active, found, choice, showMine());
}

/** Sittings in which nothing is left are hidden; a day in which nothing is found says so. */
function hideEmpty(active) {
  const isEmpty = (block) => active && Boolean(block.querySelector(".item")) && !block.querySelector(".item:not([hidden])");
  for (const block of all(".sitting, .timetable tr")) block.hidden = isEmpty(block);
  for (const note of all(".nothing")) note.remove();
  for (const day of all(".day, [data-day-items]")) {
    if (active && day.querySelector(".item") && !day.querySelector(".item:not([hidden], .quiet)")) {
      const place = day.querySelector(":scope > h2") ?? day.firstElementChild;
      const note = element("p", { className: "nothing to-come", textContent: words.nothing });
      if (place?.matches("h2")) place.after(note);
      else day.prepend(note);
    }
  }
}

const tools = element("span", { className: "tools" });

function showFound(active, found, choice, clashing) {
  const status = document.querySelector("[data-found]");
  const parts = [fill(words.found, found), ...(choice.mine && clashing ? [fill(words.clashes, clashing)] : [])];
  status.textContent = active ? parts.join(" · ") : "";
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
  if (choice.plan) button(words.keep, () => { mine.add(choice.plan); plan = null; form.elements.mine.checked = true; apply(); });
  button(words.all, () => { form.reset(); });
  status.after(tools);
}

async function saveCalendar() {
  const files = await Promise.all(mine.ids.map((id) => fetch(new URL(`${data.calendars}items/${encodeURIComponent(id)}.ics`, location)).then((answer) => (answer.ok ? answer.text() : ""))));
  const address = URL.createObjectURL(new Blob([joinCalendars(files.filter(Boolean))], { type: "text/calendar" }));
  element("a", { href: address, download: "my-agenda.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

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

const roomsNow = document.getElementById("_rooms-now");
roomsNow?.addEventListener("click", ({ target }) => target.closest("a") && roomsNow.hidePopover());
roomsNow?.addEventListener("beforetoggle", ({ newState }) => {
  if (newState !== "open") return;
  const now = Date.now();
  const rows = [...form.elements.room.options].filter(({ value }) => value).map(({ value, text }) => {
    const { on, next } = items({ items: data.items.filter(({ room }) => !room || room === value) }, now);
    const cell = (found) => element("td", {}, ...found.slice(0, 2).flatMap(({ id, title: name }, index) => [index ? words.beside : "", element("a", { href: document.getElementById(id)?.querySelector("a.title")?.href ?? `#${id}`, textContent: name })]));
    const header = element("th", { scope: "row", textContent: text });
    return element("tr", {}, header, cell(on), cell(next));
  });
  roomsNow.querySelector("tbody").replaceChildren(...rows);
});

// ── what begins here ─────────────────────────────────────────────────────────────────────────────────────────────────

function listen() {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => { plan = null; setTimeout(apply); });
  form.addEventListener("input", ({ target }) => {
    if (target.name !== "view") return apply();
    storage.set("agenda-view", target.value);
    return showView(isChoice(chosen()));
  });
  addEventListener("popstate", () => { readAddress(); apply(); });
}

addEventListener("hashchange", showTarget);
showTarget();
if (days.length && !elsewhere) followDays();
markChanges();
for (const place of all("[data-star-for]")) addStar(place, place.dataset.starFor, document.querySelector("h1").textContent);
if (form) {
  addStars(document);
  listen();
  readAddress();
  apply();
} else showMine();
