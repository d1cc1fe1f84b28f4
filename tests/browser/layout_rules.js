// What can be seen to be wrong with a page's layout, by rules that know nothing of this site: `layoutFaults()` looks at the
// page as it stands and returns a list of {rule, where, text, numbers}. All lengths are CSS pixels, all places those of the
// whole page. Text is measured where it is drawn: each line of each text node is a piece with a rectangle of its own.
(() => {
const GAP = 0.12; // of the size of the letters: less between two texts, and they touch
const LETTERS = { han: 3, other: 7 }; // a line, on average, at the least
const TARGET = 24; // WCAG 2.2, 2.5.8
const HAN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu;
const CHINESE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]\|.|.\|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u; // is written without spaces
const WIDE = "\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65"; // marks of Chinese have their room in them
const CLOSES = new RegExp(`^\\u2060?[.,;:!?)\\]}»”’،؛؟…–—/·•%°${WIDE}-]`, "u"); // may follow a text at once
const OPENS = new RegExp(`[([{«“‘’¿¡–—/@#${WIDE}-]$`, "u"); // a text may follow it at once
const ROOMY = new RegExp(`^[${WIDE}]|[${WIDE}]$`, "u");
const UNSEEN = ".visually-hidden, dialog, [popover], .skip"; // not part of what is read in the page's own place

let styles, page;
const style = (element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
const number = (length) => parseFloat(length) || 0;
const isClear = (colour) => /^transparent$|^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);
const overlap = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
const place = (rect) => ({ x1: rect.left + page.left, x2: rect.right + page.left, y1: rect.top + page.top, y2: rect.bottom + page.top });
const boxOf = (element) => place(element.getBoundingClientRect());

function named(element) {
  const own = (e) => e.localName + (e.id ? `#${e.id}` : "") + [...e.classList].map((name) => `.${name}`).join("");
  const outer = element.parentElement?.closest("[id], [class]");
  return (outer && outer !== document.body ? `${own(outer)} ` : "") + own(element);
}
const fault = (rule, element, text, ...numbers) => ({
  rule, where: named(element), text: text.trim().replace(/\s+/g, " ").slice(0, 70),
  numbers: numbers.map((value) => Math.round(value * 10) / 10),
});

// ── the page as it is drawn ────────────────────────────────────────────────────────────────────────────────────────

const INLINE = /^(inline|contents|ruby.*)$/;
const SIDES = ["Top", "Right", "Bottom", "Left"];
const edge = (s, side) => { const width = number(s[`border${side}Width`]); return width && !isClear(s[`border${side}Color`]) ? width : 0; };
// How wide the borders are that can be seen. (Asking a browser for a style is what takes the time here.)
const NONE = Object.fromEntries(SIDES.map((side) => [side, 0]));
const edges = (s) => (s.borderWidth === "0px" ? NONE : Object.fromEntries(SIDES.map((side) => [side, edge(s, side)])));

/** Reads an element and what is in it into `page.pieces` (each line of each text: its place, and `i1` to `i2`, between which
 * letters have their bodies) and `page.boxes` (each element, and what is painted of it). `above` is what it takes over. */
function read(element, above) {
  const s = style(element), { display, position } = s; // each question to a style takes time
  const isLeftOut = element.matches(`${UNSEEN}, script, style, template, details:not([open]) > :not(summary)`);
  if (display === "none" || (isLeftOut && element !== page.only)) return;
  const here = {
    opacity: above.opacity * Number(s.opacity), fixed: above.fixed || position === "fixed",
    block: INLINE.test(display) ? above.block : element, frames: above.frames,
  };
  // A line through a text goes on to what is in it, but not into boxes of their own.
  if (s.textDecorationLine.includes("line-through")) here.struck = element;
  else if (above.struck) here.struck = /^inline-|table$/.test(display) || s.float !== "none" || /absolute|fixed/.test(position) ? null : above.struck;
  here.seen = s.visibility === "visible" && here.opacity > 0.1;
  const box = readBox(element, s, here, display !== "contents");
  // The box that is painted around a text.
  here.panel = box.filled || box.bordered ? box : /absolute|fixed/.test(position) ? null : above.panel;
  if (s.overflow !== "visible") here.frames = [...here.frames, frame(element, s)];
  for (const node of element.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE) read(node, here);
    else if (node.nodeType === Node.TEXT_NODE && node.data.trim()) readText(node, element, s, here);
  }
  if (element.localName === "br") page.breaks += 1;
}

function readBox(element, s, { seen, fixed, block, frames }, isBox) {
  const border = edges(s);
  const filled = !isClear(s.backgroundColor) || s.backgroundImage !== "none";
  const box = { element, ...boxOf(element), border, bordered: Object.values(border).every(Boolean), filled, seen, fixed, block, frames };
  if (isBox) page.boxes.push(box);
  return box;
}

function readText(node, element, s, here) {
  const size = number(s.fontSize), text = { ...here, node, element, size, data: node.data.trim(), breaks: page.breaks, order: page.order++ };
  page.range.setStart(node, node.data.length - node.data.trimStart().length); // blanks at the ends are no part of it
  page.range.setEnd(node, node.data.trimEnd().length);
  for (const rect of page.range.getClientRects()) {
    const box = place(rect), middle = (box.y1 + box.y2) / 2;
    if (rect.width > 0.5) page.pieces.push({ ...box, text, i1: middle - 0.33 * size, i2: middle + 0.33 * size });
  }
}

/** What an element cuts of what is in it, and whether a reader can scroll to the rest. */
function frame(element, s) {
  const box = boxOf(element);
  return {
    element, x: s.overflowX !== "visible", y: s.overflowY !== "visible", scrolls: /auto|scroll/.test(s.overflowX + s.overflowY),
    x1: box.x1 + number(s.borderLeftWidth), x2: box.x2 - number(s.borderRightWidth),
    y1: box.y1 + number(s.borderTopWidth), y2: box.y2 - number(s.borderBottomWidth),
  };
}

function look(only) {
  styles = new Map();
  const root = document.documentElement;
  page = { root, width: root.clientWidth, height: innerHeight, left: scrollX, top: scrollY, range: document.createRange(), only };
  Object.assign(page, { pieces: [], boxes: [], order: 0, breaks: 0 });
  for (const element of only ? [only] : document.body.children) read(element, { opacity: 1, fixed: false, struck: null, panel: null, block: document.body, frames: [] });
  page.pieces.sort((a, b) => a.i1 - b.i1);
  page.visible = page.pieces.filter(({ text }) => text.seen && (only || !text.fixed));
  page.painted = page.boxes.filter((box) => box.seen && (only || !box.fixed));
}

/** Pairs that are beside or over one another: a list sorted by `i1`, one sweep from top to bottom. */
function* pairs(sorted) {
  let open = [];
  for (const one of sorted) {
    open = open.filter((other) => other.i2 > one.i1);
    for (const other of open) yield [other, one];
    open.push(one);
  }
}

// ── the rules ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The pieces of each text that flows as one: of one block, between two line breaks. */
function flows() {
  const found = new Map();
  for (const piece of page.visible) {
    const { block, breaks } = piece.text, parts = found.get(block) ?? found.set(block, new Map()).get(block);
    (parts.get(breaks) ?? parts.set(breaks, []).get(breaks)).push(piece);
  }
  return [...found].flatMap(([block, parts]) => [...parts.values()].map((pieces) => [block, pieces]));
}

/** Whether a block has words in it that its stylesheet adds (an address on paper), which may stand beside a mark. */
const hasMore = (block) => [...filledBy("::before"), ...filledBy("::after")].some(([element, s]) => block.contains(element) && /[\p{L}\p{N}]/u.test(s.content));

/** Texts of four lines or more with hardly any letters on a line, lines with no more than a mark on them, and lines that begin
 * with the stroke between two texts. */
function* lines() {
  for (const [block, pieces] of flows()) {
    const found = [], isBefore = (a, b) => (style(block).direction === "rtl" ? a.x2 > b.x2 : a.x1 < b.x1);
    for (const piece of pieces) {
      if ((piece.i1 + piece.i2) / 2 > (found.at(-1)?.i2 ?? -Infinity)) found.push({ i2: piece.i2, data: "", first: piece });
      const line = found.at(-1);
      line.data += piece.text.data;
      if (isBefore(piece, line.first)) line.first = piece;
    }
    const letters = [...new Set(pieces.map((piece) => piece.text))].map((text) => text.data).join("").replace(/\s/g, "");
    const least = (letters.match(HAN)?.length ?? 0) > letters.length / 2 ? LETTERS.han : LETTERS.other;
    const average = letters.length / found.length;
    if (found.length >= 4 && average < least) yield fault("squeezed", block, letters, found.length, average);
    const isStray = found.length > 1 && !found.every(({ data }) => /[\p{L}\p{N}\p{S}]/u.test(data));
    const isParted = found.slice(1).some(({ first }) => /^\u2060?[/／]$/.test(first.text.data));
    if ((isParted || isStray) && !hasMore(block)) yield fault("stray", block, letters, found.length);
  }
}

/** Where a piece can be seen, if its frames can be scrolled or cut it. */
function shown(piece, frames = piece.text.frames) {
  const box = { ...piece };
  for (const frame of frames) {
    if (frame.x) Object.assign(box, { x1: Math.max(box.x1, frame.x1), x2: Math.min(box.x2, frame.x2) });
    if (frame.y) Object.assign(box, { i1: Math.max(box.i1, frame.y1), i2: Math.min(box.i2, frame.y2) });
  }
  return box;
}

/** What can be ticked and is not as wide as it is high. */
function* controls() {
  for (const { element, x1, x2, y1, y2 } of page.painted) {
    const isTicked = element.matches("input[type=radio], input[type=checkbox]") && style(element).appearance !== "none"; // else its label is the button
    if (isTicked && Math.abs(x2 - x1 - (y2 - y1)) > 1) yield fault("squeezed", element, element.parentElement.textContent, x2 - x1, y2 - y1);
  }
}

/** Two texts over one another, and two texts beside one another with nothing between. */
function* together() {
  const seen = page.visible.map((piece) => shown(piece)).filter((piece) => piece.x2 - piece.x1 > 1 && piece.i2 - piece.i1 > 1);
  for (const [one, other] of pairs(seen.sort((a, b) => a.i1 - b.i1))) {
    const width = overlap(one, other, "x1", "x2"), height = overlap(one, other, "i1", "i2");
    const beside = width > -GAP * Math.min(one.text.size, other.text.size) && 2 * height > Math.min(one.i2 - one.i1, other.i2 - other.i1);
    const [first, second] = one.text.order <= other.text.order ? [one, other] : [other, one];
    const said = `${first.text.data.slice(-30)} | ${second.text.data.slice(0, 30)}`;
    if (width > 2 && height > 2) yield fault("overlap", second.text.element, said, width, height);
    else if (beside && isJoined(first.text, second.text)) yield fault("touching", second.text.element, said, -width);
  }
}

/** Whether two texts without a gap need one: not where marks keep them apart, or an author wrote them as one word. */
function isJoined(first, second) {
  if (first === second) return false;
  if (/(^|\s)و$|…$/u.test(first.data)) return false; // the Arabic "and" is written with the word that follows it, and so are the dots of an excerpt
  if (first.block === second.block && (first.block.closest(".prose, .free .text") || CHINESE.test(`${first.data.at(-1)}|${second.data.at(0)}`))) return false;
  if (second.order !== first.order + 1) return first.block !== second.block;
  return !OPENS.test(first.data) && !CLOSES.test(second.data);
}

/** Texts of which a part is outside the box that cuts it, outside the box that is painted around it, or outside the page. */
function* cut() {
  for (const piece of page.visible) {
    const { frames, element, data, panel } = piece.text, out = Math.max(-piece.x1, piece.x2 - page.width, -piece.y1);
    const aside = ({ x, x1, x2 }) => x && Math.max(x1 - piece.x1, piece.x2 - x2) > 2;
    const below = ({ y, y1, y2 }) => y && Math.max(y1 - piece.i1, piece.i2 - y2) > 1;
    const frame = frames.find((each) => !each.scrolls && (aside(each) || below(each)));
    if (frame) yield fault("cut", frame.element, data, piece.x1, piece.i1, frame.x2, frame.y2);
    else if (out > 1 && !frames.some((each) => each.scrolls)) yield fault("outside", element, data, piece.x1, piece.x2, page.width);
    else if (panel && isOut(shown(piece), panel)) yield fault("outside", panel.element, data, piece.i1, piece.i2, panel.y1, panel.y2);
  }
}

const isOut = ({ x1, x2, i1, i2 }, box) => x1 < x2 && i1 < i2 && Math.max(box.x1 - x1, x2 - box.x2, box.y1 - i1, i2 - box.y2) > 1;

/** Stretches of more than half a screen within `main` in which nothing is painted. */
function* hole() {
  const main = document.querySelector("main");
  if (!main) return;
  const area = boxOf(main), painted = page.visible.map(({ y1, y2 }) => [y1, y2]);
  for (const { element, y1, y2, border, filled } of page.painted) {
    if (element === main || !main.contains(element)) continue;
    if (filled || border.Left || border.Right || /^(IMG|VIDEO|IFRAME|CANVAS|INPUT|svg)$/.test(element.tagName)) painted.push([y1, y2]);
    if (border.Top) painted.push([y1, y1]);
    if (border.Bottom) painted.push([y2, y2]);
  }
  painted.push([area.y2, area.y2]);
  let end = area.y1;
  for (const [from, to] of painted.sort((a, b) => a[0] - b[0])) {
    if (from - end > page.height / 2) yield fault("hole", main, "", end, from, page.height);
    end = Math.max(end, to);
  }
}

/** The page, a box or a text that is wider than what holds it. */
function* sideways() {
  const { scrollWidth, clientWidth } = page.root;
  if (scrollWidth > clientWidth) yield fault("sideways", page.root, "the page", scrollWidth, clientWidth);
  const boxes = new Map(page.boxes.map((box) => [box.element, box]));
  const isOver = (one, holder) => Math.max(holder.x1 - one.x1, one.x2 - holder.x2) > 2 && style(holder.element).overflowX === "visible";
  const told = (one, holder, element, text) => fault("sideways", element, text, one.x2 - one.x1, holder.x2 - holder.x1);
  for (const box of page.painted) {
    const { element, block } = box, holder = boxes.get(element.parentElement), { position, marginLeft, marginRight } = style(element);
    const isPlaced = position === "absolute" || Math.min(number(marginLeft), number(marginRight)) < 0 || holder?.block !== holder?.element;
    if (holder && block === element && !isPlaced && isOver(box, holder)) yield told(box, holder, element, element.textContent);
  }
  for (const piece of page.visible) {
    const holder = boxes.get(piece.text.block);
    if (holder && isOver(piece, holder)) yield told(piece, holder, holder.element, piece.text.data);
  }
}

/** The elements whose `side` (::before, ::after) the page's stylesheets fill. */
function* filledBy(side) {
  const inside = (rules) => [...rules].flatMap((rule) => [rule.selectorText ?? "", ...inside(rule.cssRules ?? [])]);
  const parts = [...document.styleSheets].flatMap((sheet) => inside(sheet.cssRules)).flatMap((selector) => selector.split(/,(?![^(]*\))/));
  const selectors = parts.filter((part) => part.includes(side)).map((part) => part.replace(side, "").trim());
  for (const element of document.body.querySelectorAll(selectors.filter((part) => part && part !== "*").join(", ") || "none")) {
    const s = getComputedStyle(element, side);
    if (!/^(none|normal)$/.test(s.content) && s.display !== "none" && element.getClientRects().length) yield [element, s];
  }
}

/** Text, or a painted ::before or ::after, that takes room and is not to be seen, though nothing says that it is hidden. */
function* hidden() {
  for (const { element, data, seen } of new Set(page.pieces.map((piece) => piece.text))) {
    if (!seen && !element.closest('[aria-hidden="true"]')) yield fault("hidden", element, data);
  }
  for (const pseudo of ["::before", "::after"]) {
    for (const [element, s] of filledBy(pseudo)) {
      const painted = !isClear(s.backgroundColor) || SIDES.some((side) => edge(s, side));
      if (painted && (s.visibility !== "visible" || Number(s.opacity) < 0.1)) yield fault("hidden", element, pseudo);
    }
  }
}

/** A line through a text: struck out by an ancestor though it is not cancelled, or crossed by somebody's border. */
function* struck() {
  for (const { element, data, struck: by } of new Set(page.visible.map((piece) => piece.text))) {
    if (by && !element.closest(".cancelled, s, del, .fees .past")) yield fault("struck", element, data);
  }
  for (const [one, other] of pairs([...page.visible.map((piece) => shown(piece)), ...rules()].sort((a, b) => a.i1 - b.i1))) {
    const [text, line] = one.text ? [one, other] : [other, one];
    const inside = { ...text, x1: text.x1 + 2, x2: text.x2 - 2 };
    if (!text.text || line.text || overlap(inside, line, "x1", "x2") < 0 || !isThrough(text, line)) continue;
    yield fault("struck", text.text.element, `${text.text.data} | ${named(line.element)}`, text.i1, line.i1);
  }
}

/** The borders of boxes that are seen, each as a thin box of its own. */
function rules() {
  return [...borders()].map((border) => shown(border, border.frames)).filter(({ i1, i2 }) => i1 < i2);
}

function* borders() {
  for (const { element, frames, x1, x2, y1, y2, border } of page.painted) {
    if (style(element).display === "inline") continue;
    if (border.Top) yield { element, frames, x1, x2, i1: y1, i2: y1 + border.Top };
    if (border.Bottom) yield { element, frames, x1, x2, i1: y2 - border.Bottom, i2: y2 };
    if (border.Left) yield { element, frames, x1, x2: x1 + border.Left, i1: y1, i2: y2 };
    if (border.Right) yield { element, frames, x1: x2 - border.Right, x2, i1: y1, i2: y2 };
  }
}

/** Asks the browser what is on top where they cross: the text's own background may be painted over the line. */
function isThrough(text, line) {
  const x = (Math.max(text.x1, line.x1) + Math.min(text.x2, line.x2)) / 2, y = (line.i1 + line.i2) / 2, { element } = text.text;
  scrollTo({ left: page.left, top: y - innerHeight / 2, behavior: "instant" });
  const top = document.elementFromPoint(x - scrollX, y - scrollY);
  scrollTo({ left: page.left, top: page.top, behavior: "instant" });
  if (!top) return false;
  if (!element.contains(top) && !top.contains(element)) return line.element.contains(top);
  for (let e = element; e && !e.contains(line.element); e = e.parentElement) {
    if (!isClear(style(e).backgroundColor)) return !e.contains(top) && line.element.contains(top);
  }
  return true;
}

const CHIPS = "a, button, span, code, kbd, label, small, strong, em, bdi, i, b";
const isChip = ({ element, bordered, filled }) => element.matches(CHIPS) && (bordered || (filled && element.matches("a, button, code")));

/** On how many lines a text stands. */
function lineTops(text) {
  page.range.selectNodeContents(text);
  return new Set([...page.range.getClientRects()].filter(({ width }) => width).map(({ top }) => Math.round(top))).size;
}

/** Boxes in a line of text (chips, buttons) that touch texts or boxes around them, or are broken across lines, in the middle of a word too. */
function* chips() {
  const found = page.painted.filter(isChip);
  for (const { element, border } of found) {
    const rects = [...element.getClientRects()], { display, boxDecorationBreak } = style(element);
    const isOpen = border.Left && display === "inline" && boxDecorationBreak !== "clone" && rects.at(-1).top > rects[0].top + 5;
    if (isOpen) yield fault("broken", element, element.textContent, rects.length);
    const letters = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const tops = letters.length === 1 && /^\s*[^\s\p{Pd}\u00ad\p{sc=Hani}]+\s*$/u.test(element.textContent) ? lineTops(letters[0]) : 1;
    if (tops > 1) yield fault("broken", element, element.textContent, tops);
  }
  const boxes = found.filter(({ element }) => style(element).display !== "inline").map((box) => ({ ...box, i1: box.y1, i2: box.y2 }));
  const grown = [...boxes, ...page.visible.map((piece) => shown(piece))].map((each) => ({ ...each, i1: each.i1 - 5, i2: each.i2 + 5 }));
  for (const [one, other] of pairs(grown.sort((a, b) => a.i1 - b.i1))) {
    const [chip, near] = one.text ? [other, one] : [one, other];
    const said = () => `${chip.element.textContent.trim()} | ${near.text?.data ?? near.element.textContent}`;
    if (!chip.text && isTouching(chip, near)) yield fault("touching", chip.element, said());
  }
}

/** Chips and buttons that begin a line of text, but not where its other lines begin. */
function* flush() {
  const boxes = new Map(page.boxes.map((box) => [box.element, box]));
  for (const chip of page.painted.filter(isChip)) {
    const block = boxes.get(chip.element.parentElement)?.block, s = block && style(block), around = boxes.get(block);
    if (!around || !/^inline-/.test(style(chip.element).display) || !/^(block|list-item)$/.test(s.display) || /center/.test(s.textAlign)) continue;
    const isRight = s.direction === "rtl", side = isRight ? "Right" : "Left";
    const inset = number(s[`padding${side}`]) + around.border[side], from = isRight ? around.x2 - inset - chip.x2 : chip.x1 - around.x1 - inset;
    const isBefore = (piece) => overlap({ ...chip, i1: chip.y1, i2: chip.y2 }, piece, "i1", "i2") > 0 && (isRight ? piece.x1 >= chip.x2 - 1 : piece.x2 <= chip.x1 + 1);
    if (from > 1 && !page.visible.some((piece) => block.contains(piece.text.element) && isBefore(piece))) yield fault("indented", chip.element, chip.element.textContent, from);
  }
}

/** Whether a chip has less room to a text or another chip than their letters need: above a heading, whose letters are large, more. */
function isTouching(chip, near) {
  const other = near.text?.element ?? near.element;
  if (chip.element.contains(other) || (!near.text && other.contains(chip.element))) return false;
  const aside = -overlap(chip, near, "x1", "x2"), down = 10 - overlap(chip, near, "i1", "i2"); // 10: they were grown
  const size = number(style(other).fontSize);
  if (aside < -2) return down < size * (near.text && other.closest("h1, h2, h3, h4") ? 0.4 : GAP);
  return aside < GAP * size && -down > size / 3 && !(near.text && ROOMY.test(near.text.data));
}

// ── targets ────────────────────────────────────────────────────────────────────────────────────────────────────────

const TARGETS = "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex]:not([tabindex^='-'])";

/** What can be pressed and is smaller than 24 by 24 pixels, with less room around it than makes up for that. */
function* target() {
  const pressed = (element) => (element.matches("input") && element.closest("label")) || element;
  const elements = new Set([...document.querySelectorAll(TARGETS)].map(pressed));
  const all = page.painted.filter(({ element }) => elements.has(element) && style(element).pointerEvents !== "none");
  const words = page.visible.map(({ text }) => text).filter(({ element, data }) => !element.closest(TARGETS) && /[\p{L}\p{N}]/u.test(data));
  const sentences = new Set(words.map(({ block }) => block));
  for (const each of all) {
    const isInSentence = each.element !== each.block && sentences.has(each.block);
    each.small = Math.min(each.x2 - each.x1, each.y2 - each.y1) < TARGET - 0.5 && !isInSentence;
  }
  for (const one of all.filter((each) => each.small)) {
    const near = all.find((other) => !one.element.contains(other.element) && !other.element.contains(one.element) && isNear(one, other));
    const said = () => `${one.element.textContent} | ${near.element.textContent}`;
    if (near) yield fault("target", one.element, said(), one.x2 - one.x1, one.y2 - one.y1);
  }
}

/** Whether a circle of 24 pixels around a small target meets another target, or the circle of another small one. */
function isNear(one, other) {
  const [x, y] = [(one.x1 + one.x2) / 2, (one.y1 + one.y2) / 2];
  if (other.small) return Math.hypot((other.x1 + other.x2) / 2 - x, (other.y1 + other.y2) / 2 - y) < TARGET;
  return Math.hypot(Math.max(other.x1 - x, 0, x - other.x2), Math.max(other.y1 - y, 0, y - other.y2)) < TARGET / 2;
}

const RULES = { lines, controls, together, cut, hole, sideways, hidden, struck, chips, flush, target };

/** Each fault once, however many texts of one kind show it; `only` is the selector of an open menu or dialog to look at alone. */
window.layoutFaults = (without = [], only = "") => {
  look(only && document.querySelector(only));
  const found = new Map();
  for (const [name, rule] of Object.entries(RULES)) {
    if (without.includes(name)) continue;
    for (const each of rule()) {
      const kind = `${each.rule} ${each.where.replace(/#[\w-]+/g, "")}`;
      if (!found.has(kind)) found.set(kind, each);
    }
  }
  return [...found.values()];
};
})();
