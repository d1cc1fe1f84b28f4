// The text of a data file, changed at one place at a time: all else keeps every byte. The library reads it and writes new values;
// what is written is read again, and given up where it says anything else than was meant.

import { Document, isCollection, isMap, isScalar, isSeq, parseDocument, Scalar, stringify, visit } from "./vendor/yaml/index.js";

const READING = { schema: "failsafe", merge: false }; // every value is a text, as the site reads it: 10:00, no, 007
const WRITING = { schema: "failsafe", lineWidth: 0, flowCollectionPadding: false };

const lately = new Map(); // what the last two texts were read as: a change needs the one before and the one after

/** The document of a text, its data as maps, lists and texts, and what keeps it from being read: `{ line, words }` each. */
export function parse(text) {
  const found = lately.get(text) ?? parsed(text);
  lately.delete(text);
  lately.set(text, found);
  if (lately.size > 2) lately.delete(lately.keys().next().value);
  return found;
}

function parsed(text) {
  const doc = parseDocument(text, READING);
  const problems = doc.errors.map((each) => ({ line: each.linePos?.[0].line ?? 1, words: each.message.replace(/ at line [^]*/, "") }));
  if (!problems.length && !isMap(doc.contents)) problems.push({ line: 1, words: "No keys" });
  visit(doc, { Alias: (key, node) => void problems.push({ line: text.slice(0, node.range[0]).split("\n").length, words: "Alias" }) });
  return { doc, problems, data: problems.length ? {} : doc.toJS() };
}

/** The value at a path of keys and numbers; undefined where there is none. */
export const valueAt = (data, path) => path.reduce((value, key) => (value instanceof Object && Object.hasOwn(value, key) ? value[key] : undefined), data);

/** The text with another value at a path, whose parents are made where they are missing; null if it can't be written. `order` names keys
 * in the order in which a new one is put among its neighbours. */
export function withValue(text, path, value, order = []) {
  const { doc, data } = parse(text);
  const wanted = structuredClone(data);
  let place = wanted;
  path.slice(0, -1).forEach((key, depth) => {
    if (!(place[key] instanceof Object)) place[key] = typeof path[depth + 1] === "number" ? [] : {};
    place = place[key];
  });
  place[path.at(-1)] = value;
  let depth = path.length;
  while (depth && !doc.getIn(path.slice(0, depth), true)) depth--;
  const parent = doc.getIn(path.slice(0, depth), true) ?? doc.contents;
  const missing = path.slice(depth);
  const isNew = missing.length && isCollection(parent) && (parent.items.length || !depth);
  const change = isNew
    ? insertion(text, parent, missing[0], valueAt(wanted, path.slice(0, depth + 1)), order, !depth)
    : replacement(text, doc, path.slice(0, depth), valueAt(wanted, path.slice(0, depth)));
  return checked(text, change, wanted);
}

/** The text without the value at a path, and without the maps and lists that would be empty then; null if it can't be written. */
export function withoutValue(text, path) {
  const { doc, data } = parse(text);
  let depth = path.length;
  while (depth > 1 && doc.getIn(path.slice(0, depth - 1), true).items.length === 1) depth--;
  const [inner, key] = [path.slice(0, depth - 1), path[depth - 1]];
  const wanted = structuredClone(data);
  const place = valueAt(wanted, inner);
  if (Array.isArray(place)) place.splice(key, 1);
  else delete place[key];
  return checked(text, removal(text, inner.length ? doc.getIn(inner, true) : doc.contents, key), wanted);
}

/** The text with two neighbours of a list exchanged, that at `index` and the next; null if it can't be written. */
export function withExchanged(text, path, index) {
  const { doc, data } = parse(text);
  const list = doc.getIn(path, true);
  const wanted = structuredClone(data);
  const place = valueAt(wanted, path);
  [place[index], place[index + 1]] = [place[index + 1], place[index]];
  const bounds = (at) => (list.flow ? list.items[at].range.slice(0, 2) : [withComments(text, startOf(text, list, at)), lineEnd(text, endOf(text, list.items[at]))]);
  const [[start, end], [nextStart, nextEnd]] = [bounds(index), bounds(index + 1)];
  const exchanged = text.slice(nextStart, nextEnd) + text.slice(end, nextStart) + text.slice(start, end);
  return checked(text, [start, nextEnd, exchanged], wanted);
}

function checked(text, [start, end, written], wanted) {
  const result = text.slice(0, start) + written + text.slice(end);
  const { problems, data } = parse(result);
  return problems.length || !isSame(data, wanted) ? null : result;
}

function isSame(one, other) {
  if (!(one instanceof Object && other instanceof Object)) return String(one ?? "").trim() === String(other ?? "").trim();
  const keys = Object.keys(one);
  return Array.isArray(one) === Array.isArray(other) && keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
}

const newline = (text) => (text.includes("\r\n") ? "\r\n" : "\n");
const lineStart = (text, at) => text.lastIndexOf("\n", at - 1) + 1;
const column = (text, at) => at - lineStart(text, at) - (lineStart(text, at) === 0 && text.startsWith("\ufeff") ? 1 : 0);

function lineEnd(text, at) {
  const found = text.indexOf("\n", at);
  return found < 0 ? text.length : text[found - 1] === "\r" ? found - 1 : found;
}

/** Where a value ends, without empty lines and comments behind it. */
function endOf(text, node) {
  if (isCollection(node) && !node.flow && node.items.length) {
    const last = node.items.at(-1);
    return endOf(text, isMap(node) ? (last.value?.range ? last.value : last.key) : last);
  }
  return text.slice(0, node.range[1]).trimEnd().length;
}

/** Where an entry of a map or list on lines starts: at its key, or at its hyphen. */
const startOf = (text, node, at) => (isMap(node) ? node.items[at].key.range[0] : text.lastIndexOf("-", node.items[at].range[0] - 1));

/** The start of the line of an entry, or that of the comments that end above it. */
function withComments(text, at) {
  let start = lineStart(text, at);
  const isComment = (line) => line.trimStart().startsWith("#") && line.length - line.trimStart().length === at - lineStart(text, at);
  while (start && isComment(text.slice(lineStart(text, start - 1), start - 1))) start = lineStart(text, start - 1);
  return start;
}

/** A value as it is written on lines behind a key (or a hyphen, without one), the first line without the key; `indent` is the key's column. */
function onLines(text, key, value, indent) {
  const lines = stringify(key === null ? [value] : { [key]: value }, WRITING).trimEnd().split("\n");
  return lines.map((line, number) => (number && line ? " ".repeat(indent) + line : line)).join(newline(text));
}

/** A value as it is written in braces or brackets. */
function inBraces(value) {
  const list = new Document([value], WRITING);
  list.contents.flow = true;
  visit(list, { Scalar: (key, node) => void (node.type = node.value?.includes?.("\n") ? Scalar.QUOTE_DOUBLE : undefined) });
  return list.toString(WRITING).trim().slice(1, -1);
}

const isInBraces = (doc, path) => path.some((key, depth) => doc.getIn(path.slice(0, depth), true)?.flow ?? doc.contents.flow);

function replacement(text, doc, path, value) {
  const node = doc.getIn(path, true);
  const key = path.at(-1);
  const parent = path.length > 1 ? doc.getIn(path.slice(0, -1), true) : doc.contents;
  const [start, end] = [node.range[0], endOf(text, node)];
  if (isInBraces(doc, path)) return [start, end, inBraces(value)];
  const at = startOf(text, parent, isSeq(parent) ? key : parent.items.findIndex((pair) => pair.key.value === key));
  let written = value;
  if (isScalar(node) && typeof value === "string") {
    written = new Scalar(value + (/^[|>](?!-)/.test(text.slice(start, end)) && !value.endsWith("\n") ? "\n" : ""));
    if (node.type !== Scalar.PLAIN && !(value.includes("\n") && node.type.startsWith("QUOTE"))) written.type = node.type;
  }
  const lines = onLines(text, isSeq(parent) ? null : key, written, column(text, at)).slice(isSeq(parent) ? 1 : stringify(key, WRITING).trimEnd().length + 1);
  const behind = text.slice(end, lineEnd(text, end));
  const isLong = lines.includes("\n");
  if (isScalar(node) && !isLong) return [start, end, lines.trimStart()];
  const from = isSeq(parent) ? at + 1 : text.indexOf(":", parent.items.find((pair) => pair.key.value === key).key.range[1]) + 1;
  const isComment = isLong && behind.trimStart().startsWith("#") && isCollection(new Document(value).contents);
  return isComment ? [from, end + behind.length, behind + (isSeq(parent) ? newline(text) + " ".repeat(column(text, at) + 2) + lines.trimStart() : lines)] : [from, end, lines];
}

function insertion(text, parent, key, value, order, isRoot) {
  const isList = isSeq(parent);
  if (parent.flow) {
    const at = text.slice(0, parent.range[1] - 1).trimEnd().length;
    const written = inBraces(isList ? value : { [key]: value });
    return [at, at, `, ${isList ? written : written.replace(/^\{|\}$/g, "")}`];
  }
  const rank = order.indexOf(key);
  const before = isList ? -1 : parent.items.findLastIndex((pair) => rank < 0 || order.indexOf(pair.key.value) < rank);
  const last = parent.items.at(before);
  const indent = " ".repeat(column(text, startOf(text, parent, 0)));
  const end = isMap(parent) ? (last.value?.range ? last.value : last.key) : last;
  const at = lineEnd(text, endOf(text, end));
  const isShort = isList && isMap(last) && last.flow;
  const written = isShort ? `- ${inBraces(value)}` : onLines(text, isList ? null : key, value, indent.length);
  return [at, at, newline(text).repeat(isRoot && written.includes("\n") ? 2 : 1) + indent + written];
}

function removal(text, parent, key) {
  const at = isSeq(parent) ? key : parent.items.findIndex((pair) => pair.key.value === key);
  const bounds = (number) => {
    const item = parent.items[number];
    return isSeq(parent) ? item.range.slice(0, 2) : [item.key.range[0], (item.value?.range ?? item.key.range)[1]];
  };
  const [start, end] = bounds(at);
  if (parent.flow) return at + 1 < parent.items.length ? [start, bounds(at + 1)[0], ""] : [bounds(at - 1)[1], end, ""];
  const first = startOf(text, parent, at);
  if (text.slice(lineStart(text, first), first).trim()) return [first, startOf(text, parent, at + 1), ""]; // behind a hyphen
  const item = parent.items[at];
  const stop = text.indexOf("\n", endOf(text, isSeq(parent) ? item : (item.value?.range ? item.value : item.key)));
  return [lineStart(text, first), stop < 0 ? text.length : stop + 1, ""];
}
