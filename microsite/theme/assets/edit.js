// On previews: the data file in a form that is made of its schema. The text is the truth; each change is written into it at once.

import { parse, valueAt, withExchanged, withoutValue, withValue } from "./edit-text.js";

const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");
const [settings, words, { token }] = [read("_settings"), read("_words"), read("_preview")];
const REQUESTS = new URL("file", new URL(settings.text, location.href)); // answered under `mkdocs serve` alone
const nameOfLanguage = new Intl.DisplayNames(document.documentElement.lang, { type: "language", fallback: "code" });
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const say = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (found, name) => values[name]);

let schema, text = "", original = "", version = "", current = { data: {}, problems: [] }, problems = [];
let undone = []; // the texts before, the latest last, each with the path that was changed
const impossible = new Set(); // paths of dates and times that are typed and are none
const opened = new Set(), added = new Set(); // paths: what is open, and what is shown and not in the text yet

const form = document.getElementById("_form");
const status = element("p", { role: "status" });
const problemList = element("div", { className: "to-fix", role: "group" });
const sections = element("div", { className: "sections" });
const wholeText = element("textarea", { id: "_text", rows: 20, dir: "ltr", spellcheck: false, className: "code" });

// ── elements ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name in made && name !== "list" && name !== "role") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined));
  return made;
}

const english = { lang: "en", dir: "ltr" }; // names of keys, and what the schema says of them
const idOf = (path) => `f-${path.join("-").replace(/[^\w-]/g, "_")}`;
const dotted = (path) => path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("").replace(/^\./, "");
const asPath = (field) => field.split(/[.[]/).filter(Boolean).map((key) => (key.endsWith("]") ? Number(key.slice(0, -1)) : key));
const titled = (key) => String(key).replace(/_/g, " ").replace(/^./, (letter) => letter.toUpperCase());

/** A text as elements: what stands between backticks is code. */
const withCode = (words) => words.split(/`([^`]+)`/).map((each, at) => (at % 2 ? element("code", {}, each) : each));

/** Letters for a short name or an id; empty where a text has none of them. */
const slug = (typed) => typed.normalize("NFKD").replace(/\p{M}|['’]/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z0-9]+|-+$/g, "").slice(0, 40).replace(/-$/, "");
const unused = (short, used) => (used.includes(short) ? unused(short.replace(/(?:-(\d+))?$/, (found, number) => `-${Number(number ?? 1) + 1}`), used) : short);

function button(label, act, more = {}) {
  const made = element("button", { type: "button", className: "button quiet", ...more }, label);
  made.addEventListener("click", act);
  return made;
}

// ── what the schema says ─────────────────────────────────────────────────────────────────────────────────────────────

/** A part of the schema with what it refers to, and without the null of what may be missing; of several forms, that of the value. */
function resolved(given, value) {
  let found = given ?? {};
  for (;;) {
    if (found.$ref) {
      const name = found.$ref.split("/").at(-1);
      const { $ref, ...own } = found;
      found = { ...schema.$defs[name], ...own, name };
    } else if (found.anyOf) {
      const { anyOf, ...own } = found;
      const forms = anyOf.filter((each) => each.type !== "null").map((each) => resolved(each, value));
      const isEnum = forms.find((each) => each.enum && forms.length > 1);
      if (isEnum) return { type: "string", ...own, suggested: isEnum.enum };
      found = { ...(typeof value === "string" ? (forms.find((each) => each.type === "string") ?? forms[0]) : forms.at(-1)), ...own };
    } else return found;
  }
}

const isLocalized = (part) => Array.isArray(part.type);
const isKeyed = (part) => part.type === "object" && (part.patternProperties || part.additionalProperties instanceof Object);
const keyPattern = (part) => Object.keys(part.patternProperties ?? {})[0] ?? part.propertyNames?.pattern ?? "";
const partBelow = (part, key) => (part.type === "array" ? part.items : (part.properties?.[key] ?? Object.values(part.patternProperties ?? {})[0] ?? part.additionalProperties ?? {}));
const isSimple = (part) => !isLocalized(part) && !["object", "array"].includes(part.type);

/** What is wrong with the shape of a value, where no server knows more: `{ field, words }` each. */
function* misshapen(given, value, path) {
  const part = resolved(given, value);
  const say = (words, at = path) => ({ field: dotted(at), words, severity: "error" });
  if (path.at(-1) === "private" || value === undefined) return;
  if (value === "" || value === null) yield say(words.missing);
  else if (isLocalized(part)) {
    if (value instanceof Object && (Array.isArray(value) || !Object.keys(value).every((key) => LANGUAGE.test(key)))) yield say(words.malformed);
  } else if (part.type === "array") {
    if (!Array.isArray(value)) yield say(words.malformed);
    else for (const [at, each] of value.entries()) yield* misshapen(part.items, each, [...path, at]);
  } else if (part.type === "object") {
    if (!(value instanceof Object) || Array.isArray(value)) return yield say(words.malformed);
    for (const key of part.required ?? []) if (!(key in value)) yield say(words.missing, [...path, key]);
    for (const [key, each] of Object.entries(value)) {
      if (key === "private") continue;
      if (part.properties?.[key] || (isKeyed(part) && new RegExp(keyPattern(part)).test(key))) yield* misshapen(partBelow(part, key), each, [...path, key]);
      else yield say(words.unknown, [...path, key]);
    }
  } else if (value instanceof Object) yield say(words.malformed);
  else if ((part.enum && !part.enum.includes(value)) || (part.pattern && !new RegExp(part.pattern).test(value))) yield say(words.malformed);
  else if (part.type === "boolean" && !["true", "false"].includes(value)) yield say(words.malformed);
  else if (part.format === "date" && !/^\d{4}-\d\d-\d\d$/.test(value)) yield say(words.malformed);
}

// ── what can be chosen ───────────────────────────────────────────────────────────────────────────────────────────────

const textOf = (value) => (value instanceof Object ? (value[settings.source] ?? Object.values(value)[0]) : value);
const labelOf = (value) => (value instanceof Object ? String(textOf(value.title ?? value.name ?? value.question ?? value.by ?? value.kind) ?? "") : "");

function* idsBelow(value, names) {
  for (const [key, each] of Object.entries(value ?? {})) {
    if (names.includes(key) && Array.isArray(each)) for (const one of each) if (one?.id) yield [one.id, labelOf(one)];
    if (each instanceof Object) yield* idsBelow(each, names);
  }
}

/** Values that fit, each with its name. */
function choices(key, part) {
  const { data } = current;
  const named = { person: "people", room: "rooms", track: "tracks", tag: "tags", body: "bodies", bodies: "bodies", chair: "people", venue: "venues" }[key] ?? (key === "tags" ? "tags" : "");
  if (named) return Object.entries(data[named] ?? {}).map(([name, each]) => [name, labelOf(each) || String(textOf(each))]);
  if (key === "kind") return [...(part.suggested ?? []), ...Object.keys(part.suggested ? (data.kinds ?? {}) : {})].map((each) => [each, ""]);
  if (key === "point" || key === "points") return [...idsBelow({ points: data.points }, ["points"])];
  if (key === "sitting") return [...idsBelow(data.agenda, ["sittings"])];
  if (key === "item") return [...idsBelow(data.agenda, ["items", "planned", "all_day"])];
  if (key === "zone") return Intl.supportedValuesOf("timeZone").map((each) => [each, ""]);
  if (part.pattern === LANGUAGE.source || key === "language") return settings.languages.map(({ code, name }) => [code, name]);
  return [];
}

// ── changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Take a changed text; null where the change could not be written. Changes at one path are undone at once. */
function take(changed, path) {
  if (changed === null) {
    status.textContent = words.notWritten;
    return false;
  }
  if (changed === text) return true;
  const at = dotted(path);
  if (undone.at(-1)?.at !== at || !at) undone.push({ text, at });
  setText(changed);
  return true;
}

function setText(changed) {
  text = changed;
  current = parse(text);
  wholeText.value = text;
  status.textContent = "";
  for (const each of document.querySelectorAll("summary[data-path]")) each.querySelector(".title").textContent = summaryOf(asPath(each.dataset.path));
  for (const each of document.querySelectorAll("[data-count]")) each.textContent = countOf(asPath(each.dataset.count));
  mark();
  look();
}

const orderAt = (path) => Object.keys(resolvedAt(path).properties ?? {});
function resolvedAt(path) {
  return path.reduce((part, key, depth) => resolved(partBelow(part, key), valueAt(current.data, path.slice(0, depth + 1))), schema);
}

/** Whether nothing of a map or list of a list is left without the value at a path: then the places of the others change. */
function set(path, value) {
  if (value.trim() === "") {
    if (valueAt(current.data, path) === undefined) return;
    if (take(withoutValue(text, path), path) && path.some((key, depth) => typeof key === "number" && valueAt(current.data, path.slice(0, depth + 1)) === undefined)) drawAgain();
    return;
  }
  let depth = 0; // of the deepest map that is there: a new key of it is put where the schema has it
  while (depth < path.length - 1 && valueAt(current.data, path.slice(0, depth + 1)) instanceof Object) depth++;
  take(withValue(text, path, value, depth ? orderAt(path.slice(0, depth)) : settings.sections.flatMap(({ keys }) => keys)), path);
}

/** Write what is typed into a control: at once, but that it is emptied only when it is left. */
function bind(control, path, value = () => control.value, write = set) {
  let timer;
  const now = () => {
    clearTimeout(timer);
    if (isImpossible()) return;
    write(path, value());
  };
  let before; // what was written when the control got the focus: while a day is typed, others are for a moment
  control.addEventListener("focus", () => { before = valueAt(current.data, path); });
  /** Of a day that is none a browser says nothing is typed: then what was written stays. */
  const isImpossible = () => {
    const at = dotted(path);
    const was = impossible.has(at);
    const is = [control, ...(control.closest(".moment")?.querySelectorAll("input") ?? [])].some((each) => each.validity.badInput);
    impossible[is ? "add" : "delete"](at);
    if (is && valueAt(current.data, path) !== before) set(path, before ?? "");
    if (was !== is) tell(found);
    return is;
  };
  control.addEventListener("input", () => {
    clearTimeout(timer);
    if (value().trim()) timer = setTimeout(now, 250);
  });
  control.addEventListener("change", now);
  control.dataset.field = dotted(path);
  return control;
}

function drawAgain(focus = document.activeElement?.id) {
  draw();
  document.getElementById(focus)?.focus();
}

function removeAt(path, focus) {
  forget(path.slice(0, -1));
  if (valueAt(current.data, path) === undefined || take(withoutValue(text, path), path)) drawAgain(focus);
}

/** Close and leave out what is not in the text, below a path. */
function forget(path) {
  const start = dotted(path);
  for (const each of [...added]) if (each.startsWith(start) && ".[".includes(each.charAt(start.length))) added.delete(each);
}

function exchange(path, index, by) {
  const first = Math.min(index, index + by);
  if (!take(withExchanged(text, path, first), [...path, first])) return;
  undone.at(-1).at = "";
  const [one, other] = [dotted([...path, first]), dotted([...path, first + 1])];
  const moved = [...opened].map((each) => (each.startsWith(one) ? other + each.slice(one.length) : each.startsWith(other) ? one + each.slice(other.length) : each));
  opened.clear();
  for (const each of moved) opened.add(each);
  forget(path);
  const target = [...path, index + by];
  draw();
  const name = `${idOf(target)}-${by < 0 ? "up" : "down"}`;
  const wanted = document.getElementById(name);
  (wanted?.disabled ? document.getElementById(`${idOf(target)}-${by < 0 ? "down" : "up"}`) : wanted)?.focus();
}

// ── the form ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function draw() {
  impossible.clear();
  sections.hidden = current.problems.length > 0; // of a text that can't be read nothing can be shown but the text
  if (sections.hidden) wholeText.closest("details").open = true;
  sections.replaceChildren(
    ...settings.sections.map(({ title, keys }) => {
      const part = { ...schema, properties: Object.fromEntries(keys.map((key) => [key, schema.properties[key]])) };
      return folding(`section ${keys[0]}`, element("h2", {}, title), () => fieldsOf(part, []), { className: "section" });
    }),
  );
  mark();
}

/** A part that is opened by its first line; what is in it is made when it is open. */
function folding(name, line, make, properties = {}, more = []) {
  const summary = element("summary", properties.summary ?? {}, line);
  const made = element("details", { className: properties.className ?? "", open: opened.has(name) }, summary, ...more);
  const fill = () => {
    if (made.open && made.childElementCount === 1 + more.length) made.append(...make());
  };
  made.addEventListener("toggle", () => {
    opened[made.open ? "add" : "delete"](name);
    fill();
    mark();
  });
  fill();
  return made;
}

function* fieldsOf(part, path) {
  const value = path.length ? valueAt(current.data, path) : current.data;
  const keys = Object.keys(part.properties ?? {}).filter((key) => key !== "private");
  const isShown = (key) => value?.[key] !== undefined || part.required?.includes(key) || added.has(dotted([...path, key]));
  for (const key of keys.filter(isShown)) yield field([...path, key], part.properties[key], { isRequired: part.required?.includes(key) });
  if (path.length && value?.private !== undefined) yield element("p", {}, element("b", english, "Private"), words.colon, words.inText);
  const others = keys.filter((key) => !isShown(key));
  if (others.length) yield adding(path, part, others);
}

function adding(path, part, keys) {
  const list = () => [
    element("ul", { className: "choices" }, ...keys.map((key) => {
      const target = [...path, key];
      const help = resolved(part.properties[key]).description ?? "";
      const add = button(titled(key), () => show(target), { "aria-describedby": `${idOf(target)}-what` });
      return element("li", english, add, " ", element("span", { className: "help", id: `${idOf(target)}-what` }, ...withCode(help)));
    })),
  ];
  return folding(`add ${dotted(path)} ${keys[0]}`, element("span", {}, `${words.add} …`), list, { className: "adding" });
}

/** Show what is not in the text yet, and lead there. */
function show(path) {
  added.add(dotted(path));
  for (const depth of path.keys()) opened.add(dotted(path.slice(0, depth + 1)));
  for (const { keys } of settings.sections) if (keys.includes(path[0])) opened.add(`section ${keys[0]}`);
  draw();
  const place = document.getElementById(idOf(path)) ?? sections;
  const controls = "input, select, textarea";
  (place.matches(controls) ? place : (place.querySelector(controls) ?? place.querySelector("summary, button")))?.focus();
}

/** How many entries a list or a map has, with those that are shown and not in the text yet. */
function countOf(path) {
  const keys = Object.keys(valueAt(current.data, path) ?? {});
  const start = dotted(path);
  const pending = [...added].filter((each) => each.startsWith(start) && ".[".includes(each.charAt(start.length))).map((each) => String(asPath(each).at(path.length)));
  return ` (${new Set([...keys, ...pending].filter((key) => key !== "private")).size})`;
}

/** One key with its name, its help and what takes its value. */
function field(path, given, { label = titled(path.at(-1)), isRequired = false } = {}) {
  const value = valueAt(current.data, path);
  const part = resolved(given, value);
  const id = idOf(path);
  const help = part.description ? element("p", { ...english, className: "help", id: `${id}-help` }, ...withCode(part.description)) : null;
  const problem = element("p", { ...english, className: "problem", id: `${id}-problem`, "data-problem": dotted(path), hidden: true });
  const describedBy = [help && `${id}-help`, `${id}-problem`].filter(Boolean).join(" ");
  if (isSimple(part) && !part.pattern?.startsWith("^\\d{4}")) {
    const control = simple(path, part, value, { id, "aria-describedby": describedBy, required: isRequired });
    return element("div", { className: "field" }, element("label", { htmlFor: id, ...english }, label), ...[control].flat(), help, problem);
  }
  if (isLocalized(part) || isSimple(part)) {
    const inner = isLocalized(part) ? languages(path, part, value) : moment(path, value);
    return element("fieldset", { id, className: "field", "aria-describedby": describedBy }, element("legend", english, label), help, problem, inner);
  }
  const remove = isRequired ? null : button("✕", () => removeAt(path), { className: "button quiet small", "aria-label": say(words.remove, { name: label }) });
  const inner = () => [help, problem, ...(part.type === "array" ? entries(path, part, value) : isKeyed(part) ? keyed(path, part, value) : fieldsOf(part, path))].filter(Boolean);
  const count = part.type === "array" || isKeyed(part) ? element("span", { "data-count": dotted(path) }, countOf(path)) : null;
  return element("div", { id, className: "nested" }, folding(dotted(path), element("span", { className: "name", ...english }, label, count), inner), remove);
}

function simple(path, part, value, more) {
  if (part.enum || part.type === "boolean") {
    const values = ["", ...(part.enum ?? ["true", "false"])];
    if (value && !values.includes(value)) values.push(value);
    const control = element("select", more, ...values.map((each) => element("option", { value: each, selected: each === (value ?? "") }, each || "–")));
    return bind(control, path);
  }
  const type = part.format === "date" ? "date" : part.pattern === "^\\d\\d?:\\d\\d$" ? "time" : "text";
  const control = element("input", { ...more, type, ...(["integer", "number"].includes(part.type) ? { inputmode: "decimal" } : {}), ...english, autocomplete: "off" });
  control.value = type === "time" ? (value ?? "").padStart(value ? 5 : 0, "0") : (value ?? "");
  if (value && !control.value) {
    control.type = "text"; // it is not in the form that the picker takes
    control.value = value;
  }
  const found = suggestions(control, path, part);
  bind(control, path);
  if (found.length) {
    control.addEventListener("change", () => {
      const short = shortened(control.value, typeof path.at(-1) === "number" ? path.at(-2) : path.at(-1), part);
      if (short === control.value) return;
      control.value = short;
      set(path, short);
    });
  }
  return [control, ...found];
}

function suggestions(control, path, part) {
  const key = typeof path.at(-1) === "number" ? path.at(-2) : path.at(-1);
  const found = choices(key, part);
  if (!found.length) return [];
  control.setAttribute("list", `${control.id}-list`);
  return [element("datalist", { id: `${control.id}-list` }, ...found.map(([name, label]) => element("option", label ? { value: name, label } : { value: name })))];
}

/** The short name of what is typed by its name. */
function shortened(typed, key, part) {
  const { data } = current;
  const alike = (each) => typeof each === "string" && each.trim().toLowerCase() === typed.trim().toLowerCase();
  const found = choices(key, part).filter(([name, label]) => !alike(name) && label).filter(([name, label]) => alike(label) || (key === "person" && Object.values(data.people?.[name]?.name ?? {}).some(alike)));
  return found.length === 1 ? found[0][0] : typed;
}

/** A date, and an hour if it has one. */
function moment(path, value = "") {
  const [date, time = ""] = value.split(/[T,\s]+/);
  const inputs = [["date", date], ["time", time.padStart(time ? 5 : 0, "0")]].map(([type, now]) => element("input", { type, value: now, id: `${idOf(path)}-${type}` }));
  const both = () => (inputs[0].value ? inputs.map((each) => each.value).join(" ").trim() : "");
  if (value && both() === "") return bind(element("input", { value, ...english, "aria-label": titled(path.at(-1)) }), path);
  for (const each of inputs) bind(each, path, both);
  return element("div", { className: "languages-of moment" }, ...inputs.map((each) => element("div", {}, element("label", { htmlFor: each.id }, words[each.type]), each)));
}

/** A text in each language, side by side. */
function languages(path, part, value) {
  const known = new Map(settings.languages.map((each) => [each.code, each]));
  for (const code of Object.keys(value instanceof Object ? value : {})) if (!known.has(code)) known.set(code, { code, name: nameOfLanguage.of(code), dir: "auto" });
  const now = (code) => { const found = valueAt(current.data, path); return found instanceof Object ? found[code] : code === settings.source ? found : undefined; };
  const isForAll = part.name === "Name" && !(value instanceof Object);
  const write = (at, typed) => {
    const code = at.at(-1);
    const before = valueAt(current.data, path);
    if (typeof before === "string" && code !== settings.source) {
      if (typed.trim()) take(withValue(text, path, { [settings.source]: before, [code]: typed }), at);
    } else if (code === settings.source && (typeof before === "string" || (isForAll && before === undefined))) set(path, typed);
    else set(at, typed);
  };
  return element("div", { className: "languages-of" }, ...[...known.values()].map(({ code, name, dir }) => {
    const id = `${idOf(path)}-${code}`;
    const control = element(part.name === "Prose" ? "textarea" : "input", { id, lang: code, dir, value: now(code) ?? "", ...(part.name === "Prose" ? { rows: 4 } : { autocomplete: "off" }) });
    bind(control, [...path, code], undefined, write);
    if (code === settings.source) control.addEventListener("change", () => proposeId(path.slice(0, -1), control.value));
    const label = element("label", { htmlFor: id }, isForAll && code === settings.source ? words.allLanguages : name);
    return element("div", {}, label, control, ...(code === settings.source ? suggestions(control, path, part) : []));
  }));
}

/** Give an entry without an id one that is made of its title. */
function proposeId(path, title) {
  const entry = valueAt(current.data, path);
  if (typeof path.at(-1) !== "number" || !resolvedAt(path).required?.includes("id") || entry?.id || !slug(title)) return;
  const ids = (value) => (value instanceof Object ? [value.id, ...Object.values(value).flatMap(ids)] : []);
  set([...path, "id"], unused(slug(title), ids(current.data)));
  const control = document.getElementById(idOf([...path, "id"]));
  if (control) control.value = valueAt(current.data, [...path, "id"]) ?? "";
}

/** What a closed entry shows: its hour or day, its title, its short name. */
function summaryOf(path) {
  const value = valueAt(current.data, path);
  const key = path.at(-1);
  if (!(value instanceof Object)) return typeof key === "number" ? String(value ?? "–") : key;
  const person = value.person && current.data.people?.[value.person];
  const when = value.start ?? value.date ?? value.deadline ?? value.at;
  const found = [when, labelOf(value) || labelOf(person || {}) || textOf(value.language), typeof key === "number" ? (value.id ?? value.person) : key];
  return found.filter((each, at) => each && found.indexOf(each) === at).join(" · ") || String(textOf(value) ?? "–");
}

function entryOf(path, part, value, tools) {
  const { data } = current;
  const id = idOf(path);
  const own = resolved(part, valueAt(data, path));
  const name = summaryOf(path);
  const buttons = element("div", { className: "tools-of" }, ...tools, button("✕", () => removeAt(path, `${idOf(path.slice(0, -1))}-add`), { className: "button quiet small", "aria-label": say(words.remove, { name }) }));
  if (isSimple(own)) {
    const control = simple(path, own, value, { id, "aria-label": `${titled(path.at(-2))} ${name}` });
    return element("li", { className: "entry" }, element("div", { className: "field" }, ...[control].flat()), buttons);
  }
  const inner = () => (isLocalized(own) ? [languages(path, own, value)] : [...fieldsOf(own, path)]);
  const line = element("span", { className: "title", dir: "auto" }, name);
  return element("li", { className: "entry", id }, folding(dotted(path), line, inner, { summary: { "data-path": dotted(path) } }), buttons);
}

function* entries(path, part, value = []) {
  const isPending = added.has(dotted([...path, value.length]));
  const items = Array.isArray(value) ? [...value, ...(isPending ? [undefined] : [])] : [];
  yield element("ol", { className: "entries" }, ...items.map((each, at) => {
    const name = summaryOf([...path, at]);
    const arrow = (by, sign, label, end) => button(sign, () => exchange(path, at, by), {
      className: "button quiet small", id: `${idOf([...path, at])}-${end}`, "data-move": dotted([...path, at]), "data-by": by, "aria-label": say(label, { name }),
    });
    return entryOf([...path, at], part.items, each, [arrow(-1, "↑", words.up, "up"), arrow(1, "↓", words.down, "down")]);
  }));
  yield button(`${words.add} …`, () => show([...path, valueAt(current.data, path)?.length ?? 0]), { id: `${idOf(path)}-add`, "aria-label": `${words.add}${words.colon}${titled(path.at(-1))}` });
}

/** What is known by short names of its own, such as people and rooms. */
function* keyed(path, part, value = {}) {
  const prefix = `${dotted(path)}.`;
  const pending = [...added].filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length)).filter((key) => !/[.[]/.test(key) && !(key in value));
  const keys = [...Object.keys(value).filter((key) => key !== "private"), ...pending];
  yield element("ol", { className: "entries" }, ...keys.map((key) => entryOf([...path, key], partBelow(part, key), value[key], [])));
  const id = `${idOf(path)}-add`;
  const name = element("input", { id, autocomplete: "off", dir: "auto" });
  const fits = (key) => new RegExp(keyPattern(part), "u").test(key);
  const add = () => {
    const typed = name.value.trim();
    const isName = !fits(typed);
    const key = isName && slug(typed) ? unused(slug(typed), Object.keys(value)) : typed;
    name.setCustomValidity(key && fits(key) ? "" : words.letters);
    if (!name.reportValidity()) return;
    if (isName && partBelow(part, key) && resolved(partBelow(part, key)).properties?.name) set([...path, key, "name"], typed);
    show([...path, key]);
  };
  name.addEventListener("input", () => name.setCustomValidity(""));
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // or the key would act on what has the focus then
    add();
  });
  const known = Object.keys(part.properties ?? {}).filter((key) => key !== "private" && !(key in value));
  if (known.length) name.setAttribute("list", `${id}-list`);
  yield element("div", { className: "field naming" }, element("label", { htmlFor: id }, words.shortName), name, element("datalist", { id: `${id}-list` }, ...known.map((key) => element("option", { value: key }))),
    button(`${words.add} …`, add, { "aria-label": `${words.add}${words.colon}${titled(path.at(-1))}` }));
}

// ── what is wrong ────────────────────────────────────────────────────────────────────────────────────────────────────

let asked = 0, waiting, found = []; // what was found wrong with the text

/** Look at the text as it is now: by the server's rules, or else by the schema. */
function look() {
  clearTimeout(waiting);
  for (const each of actions) each();
  const unreadable = current.problems.map((each) => ({ field: "", severity: "error", ...each }));
  if (!token) return tell(unreadable.length ? unreadable : [...misshapen(schema, current.data, [])]);
  waiting = setTimeout(async () => {
    const number = ++asked;
    const answer = await request({ text });
    if (number === asked) tell(answer.problems ?? [{ field: "", words: answer.error, severity: "error" }]);
  }, 300);
}

async function request(body) {
  try {
    const answer = await fetch(REQUESTS, body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token, ...body }) });
    return await answer.json();
  } catch {
    return { error: words.noServer };
  }
}

function tell(told) {
  found = told;
  problems = [...[...impossible].map((field) => ({ field, words: words.impossible, severity: "error" })), ...found];
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const counts = [[words.problems, errors], [words.warnings, problems.length - errors]].filter(([, count]) => count).map(([pattern, count]) => say(pattern, { count }));
  const lines = problems.map(({ field, line, words: what, severity }) => {
    const lead = field && button(field, () => (sections.hidden && line ? leadToLine(line) : leadTo(asPath(field))), { className: "link", ...english });
    const at = line && say(words.line, { number: line });
    const place = at && (field ? element("span", {}, words.comma, at) : button(at, () => leadToLine(line), { className: "link" }));
    return element("li", { className: severity }, ...[lead, place].filter(Boolean), lead || place ? words.colon : "", element("span", english, ...withCode(what)));
  });
  problemList.replaceChildren(element("p", {}, counts.join(" · ") || (token ? words.noProblems : words.onlyForm)), element("ul", {}, ...lines));
  mark();
}

/** Say at each field that is shown what is wrong with it, and at each entry of a list where it can be moved. */
function mark() {
  for (const each of form.querySelectorAll("[data-move]")) {
    const path = asPath(each.dataset.move);
    const isThere = (at) => valueAt(current.data, [...path.slice(0, -1), at]) !== undefined;
    each.disabled = !isThere(path.at(-1)) || !isThere(path.at(-1) + Number(each.dataset.by));
  }
  for (const place of form.querySelectorAll("[data-problem]")) {
    const own = problems.filter(({ field }) => field === place.dataset.problem || (place.parentElement.matches("fieldset") && field.startsWith(`${place.dataset.problem}.`)));
    place.replaceChildren(...own.flatMap((each, at) => [...(at ? ["; "] : []), ...withCode(each.words)]));
    place.hidden = !own.length;
    for (const each of place.parentElement.querySelectorAll(":scope > :is(input, select), :scope > .languages-of :is(input, textarea)")) each.setAttribute("aria-invalid", own.length > 0);
  }
}

/** Show a line of the whole text, selected. */
function leadToLine(number) {
  const lines = text.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  wholeText.closest("details").open = true;
  wholeText.focus();
  wholeText.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  wholeText.scrollTop = ((number - 1) / lines.length) * wholeText.scrollHeight - wholeText.clientHeight / 2;
}

function leadTo(path) {
  let depth = path.length;
  while (depth > 1 && resolvedAt(path.slice(0, depth - 1)).type === "array" && valueAt(current.data, path.slice(0, depth)) === undefined) depth--;
  show(path.slice(0, isLocalized(resolvedAt(path.slice(0, -1))) ? depth - 1 : depth));
}

// ── what becomes of it ───────────────────────────────────────────────────────────────────────────────────────────────

const actions = []; // what shows whether there is anything to hand out

function bar() {
  const made = [];
  const act = (label, does, isPossible = () => true, more = {}) => {
    const control = button(label, does, more);
    actions.push(() => { control.disabled = !isPossible(); });
    made.push(control);
  };
  const isChanged = () => text !== original;
  if (token) act(words.save, save, isChanged, { className: "button" });
  act(words.download, download);
  act(words.copy, async () => { await copy(); status.textContent = words.copied; });
  if (settings.editedAt) {
    const link = element("a", { href: settings.editedAt, target: "_blank", rel: "noopener", className: "button quiet" }, words.propose);
    link.addEventListener("click", async () => { await copy(); status.textContent = words.proposeHow; });
    made.push(link);
  }
  act(words.undo, () => { setText(undone.pop().text); added.clear(); drawAgain(); }, () => undone.length > 0);
  return element("div", { className: "bar" }, element("div", { className: "acts" }, ...made), status);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // where the browser does not let pages: what is selected can be copied by hand
    wholeText.closest("details").open = true;
    wholeText.select();
  }
}

function download() {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  element("a", { href: address, download: settings.file.split("/").at(-1) }).click();
  URL.revokeObjectURL(address);
}

async function save() {
  const sent = text;
  const found = await request({ text: sent, version });
  if (found.error) return void (status.textContent = found.error);
  [original, version] = [sent, found.version];
  if (undone.length) undone.at(-1).at = ""; // what is typed from here on is undone by itself
  tell(found.problems);
  for (const each of actions) each();
  status.textContent = found.problems.some(({ severity }) => severity === "error") ? words.savedWithErrors : words.saved;
}

function begin(content) {
  original = text = content;
  const above = document.querySelector(".problems"); // of the last save: what is wrong with this file is told below, as it is now
  if ([...(above?.querySelectorAll("li") ?? [])].every((each) => each.textContent.startsWith(`${settings.file}:`))) above?.remove();
  form.replaceChildren(bar(), problemList, sections, element("details", { className: "section" }, element("summary", {}, element("h2", {}, words.wholeText)), wholeText));
  wholeText.setAttribute("aria-label", words.wholeText);
  wholeText.addEventListener("change", () => { if (take(wholeText.value, [])) draw(); });
  setText(content);
  draw();
}

addEventListener("beforeunload", (event) => { if (text !== original) event.preventDefault(); });

const answer = await fetch(settings.schema);
form.replaceChildren();
schema = await answer.json();
if (token) {
  const found = await request();
  version = found.version;
  if (found.error) form.append(element("p", { className: "notice", ...english }, found.error));
  else begin(found.text);
} else if (settings.isOpen) {
  begin(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await (await fetch(settings.text)).arrayBuffer()));
} else {
  const file = element("input", { type: "file", accept: ".yml,.yaml", id: "_file" });
  file.addEventListener("change", async () => begin(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.files[0].arrayBuffer())));
  form.append(element("label", { htmlFor: "_file" }, say(words.open, { file: settings.file })), element("p", {}, file));
}
