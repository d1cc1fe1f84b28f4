// What the pages of a language say, cut into results, and which of them a query finds.

import { fold, key, loadStemmer, stems, words } from "./search-words.js";

const OTHER_STAGE = document.documentElement.dataset.stage === "over" ? ".hide-over" : ".only-over";
const UNREAD = `script, style, template, nav, button:not(.chapter), fieldset, [hidden], [data-unread], .notice, .tools, .visually-hidden, .source-link,
  ${OTHER_STAGE}`;
const INLINE = new Set("A ABBR B BDI BDO CITE CODE DEL EM I INS KBD MARK Q S SMALL SPAN STRONG SUB SUP TIME U VAR WBR".split(" "));
/** Written in a row, and shown apart. */
const CHIPS = ".labels > *, .change > *, .mode";
const LABEL = "dt, .label";
const HEADING = "h1, h2, h3, h4, h5, h6";
const SECTION = ":is(h2, h3, h4, h5, h6)[id]";
const GAP = " · ";

/** A title counts more than a text; `also` are words that readers look for it by, which no page shows. */
const WEIGHT = { title: 12, day: 2, time: 2, text: 4, also: 4 };
const FIELDS = Object.keys(WEIGHT);
/** A word as it is spelt counts more than another form of it, and that more than a longer word that begins with it, or has it within. */
const EXACT = 1;
const INFLECTED = 0.9;
const LONGER = 0.5;
const WITHIN = 0.4;
/** Letters from which a piece of text is more than a name, so that the words of its language are worth a stemmer. */
const PROSE = 40;
/** Whether something is shown from a moment that is to come, or until one that has passed. */
const isHiddenNow = ({ dataset: { shownFrom, shownUntil } }) => Date.parse(shownFrom) > Date.now() || Date.parse(shownUntil) <= Date.now();

/**
 * Cuts a page into results, in its order. A result is the page itself (the first block with `data-result`), a block in it with
 * `data-result`, or a heading with an id and what follows it in the same element. In templates:
 * - `data-result`: a result, whose title is its first heading, or what has `data-result-title`;
 * - `data-result="part"`: what it says belongs to the block around it as well (a person or a document of an agenda item);
 * - `data-result-same="…"`: the same thing in several places (a person) is one result, which leads to the one that is no part of another
 *   (their place on the page of people), or else to the first;
 * - `data-result-also`: other words for what an element is about;
 * - `data-result-day`, `data-result-time`: when it is; what is within has the same day and time if it says no other.
 * Each of title, day, time, text and also is a list of pieces: `{text, language}`, or `{gap}` between two blocks.
 */
export function cut(source, url, language, colon) {
  const page = new DOMParser().parseFromString(source, "text/html");
  const sheet = page.querySelector("[data-result]");
  const name = (page.querySelector("nav [aria-current=page]") ?? page.querySelector("h1")).textContent.trim();
  const results = [];

  function begin(element, around) {
    const anchor = element.id && around ? `${url}#${encodeURIComponent(element.id)}` : (around?.url ?? url);
    const { result: kind, resultSame: same } = element.dataset;
    results.push({ around, url: anchor, page: name, same, part: kind === "part", titled: false, title: [], day: [], time: [], text: [], also: [] });
    return results.at(-1);
  }

  function add(result, field, piece) {
    result[field].push(piece);
    if (result.part && field !== "day" && field !== "time") add(result.around, field === "also" ? field : "text", piece);
  }

  function fieldOf(element, result) {
    const first = !result.titled && element.matches(`${HEADING}, [data-result-title]`);
    result.titled ||= first;
    if ("resultDay" in element.dataset) return "day";
    if ("resultTime" in element.dataset) return "time";
    return first ? "title" : undefined;
  }

  function walk(element, around, field, spoken) {
    let result = around;
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) add(result, field, { text: node.data, language: spoken });
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNREAD) || isHiddenNow(node)) continue;
      const apart = !INLINE.has(node.tagName) || node.matches(CHIPS);
      if (apart) add(result, field, { gap: GAP });
      if (node.dataset.resultAlso) add(result, "also", { text: `${node.dataset.resultAlso} `, language });
      if (node.matches("[data-result]")) walk(node, begin(node, result), "text", node.lang || spoken);
      else {
        if (result.titled && node.matches(SECTION)) result = begin(node, around); // up to the next one, or the end of this element
        walk(node, result, fieldOf(node, result) ?? field, node.lang || spoken);
      }
      if (field === "text" && node.matches(LABEL)) add(result, field, { gap: colon });
      else if (apart) add(result, field, { gap: GAP });
    }
  }

  walk(sheet, begin(sheet), "text", language);
  return results;
}

/** Pieces as one text, and which part of it is in which language: `{text, spans: [{start, end, language}]}`. */
export function joined(pieces) {
  const spans = [];
  let text = "";
  let gap = "";
  for (const piece of pieces) {
    const said = piece.text?.replace(/\u00ad/g, "").replace(/[ \t\n\r\f]+/g, " ") ?? "";
    gap = gap.trim() ? gap : (piece.gap ?? (gap || (/^\s/u.test(said) ? " " : "")));
    const labelled = !text || (gap !== GAP && gap.trim()); // after a title or a label: a colon may be there already
    const own = (labelled ? said.replace(/^[:：;,،、\s]+/u, "") : said).trim();
    if (!own) continue;
    const last = text.slice(-4);
    if (gap.trim() && /[。！？；：，、][”’」』）]*$/u.test(last)) gap = "";
    else if (gap.trim() && /[.!?؟…:;؛,،][\p{Pe}\p{Pf}"']*$/u.test(last)) gap = " ";
    const start = text ? text.length + gap.length : 0;
    text += (text && gap) + own;
    if (spans.at(-1)?.language === piece.language) spans.at(-1).end = text.length;
    else spans.push({ start, end: text.length, language: piece.language });
    gap = /\s$/u.test(said) ? " " : ""; // one that does not break is one too
  }
  return { text, spans };
}

/** The results of all pages, with texts in the place of pieces; what is in several places is one result, and says in which. */
function finished(results) {
  const first = new Map();
  const alike = results.filter(({ same }) => same);
  for (const result of alike) if (!first.has(result.same) || (first.get(result.same).part && !result.part)) first.set(result.same, result);
  for (const result of alike) {
    const shown = first.get(result.same);
    if (shown.part) shown.text.push({ gap: GAP }, ...result.around.title); // a place of its own says for itself where else it is
  }
  for (const result of results) {
    for (const field of FIELDS) result[field] = joined(result[field]);
    for (const field of ["day", "time"]) if (!result[field].text && result.around) result[field] = result.around[field];
    if (!result.title.text) result.title = result.day.text ? result.day : result.time;
  }
  return results.filter((result) => result.title.text && (!result.same || first.get(result.same) === result));
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/** The results of a page, or of several that are in one file, by their paths below `base`. */
async function readResults(path, base, language, colon) {
  const content = await (await read(new URL(path, base))).text();
  const found = path.endsWith(".json") ? Object.entries(JSON.parse(content)) : [[path, content]];
  return found.flatMap(([each, source]) => cut(source, new URL(each, base).href, language, colon));
}

/** The results of a language's pages, and the words in them. */
export class SearchIndex {
  /** Where each word is, by its key: `{result, field, start, end}`. */
  #places = new Map();
  /** The keys of the words that have a stem. */
  #keys = new Map();
  #spellings = new Map();
  #languages = new Set();

  /** `language` is that of the page, in which a reader asks. */
  constructor(language) {
    this.language = language;
    this.#languages.add(language);
  }

  /** Reads the pages of a language; `root` is the address of the site, `colon` what stands between a label and its value. */
  static async load(root, language, colon) {
    const pages = (await (await read(new URL("search-pages.json", root))).json())[language];
    const cutting = pages.map((path) => readResults(path, root, language, colon));
    const index = new SearchIndex(language);
    await index.add(finished((await Promise.all(cutting)).flat()));
    return index;
  }

  /** Reads the archived sessions of a site, one file each; one that can't be read is left out. */
  static async loadEarlier(root, language, colon) {
    const { earlier } = await (await read(new URL("search-pages.json", root))).json();
    const reading = earlier[language].map(async ({ folder, file, session }) => {
      const found = finished(await readResults(file, new URL(folder, root), language, colon));
      return found.map((result) => ({ ...result, session }));
    });
    const index = new SearchIndex(language);
    await index.add((await Promise.allSettled(reading)).flatMap(({ value }) => value ?? []));
    return index;
  }

  /** Adds results: objects with `text` and perhaps the other fields, each `{text, spans}`. */
  async add(results) {
    for (const { text } of results) for (const span of text.spans) if (span.end - span.start >= PROSE) this.#languages.add(span.language);
    await Promise.all([...this.#languages].map(loadStemmer));
    for (const result of results) for (const field of FIELDS) this.#enter(result, field);
  }

  #enter(result, field) {
    for (const { start, end, language } of result[field]?.spans ?? []) {
      for (const each of words(result[field].text.slice(start, end))) {
        this.#placesOf(each, language).push({ result, field, start: start + each.start, end: start + each.end });
      }
    }
  }

  /** The list of places of a word; what it is found under is worked out once. */
  #placesOf({ word, alone }, language) {
    const spelling = `${language} ${word}`;
    if (!this.#spellings.has(spelling)) {
      const own = key(word, language);
      if (!this.#places.has(own)) this.#places.set(own, []);
      for (const stem of alone ? [] : stems(word, language)) {
        if (!this.#keys.has(stem)) this.#keys.set(stem, new Set());
        this.#keys.get(stem).add(own);
      }
      this.#spellings.set(spelling, this.#places.get(own));
    }
    return this.#spellings.get(spelling);
  }

  /**
   * What a query finds, the best first: `{result, places}`, with all places of its words. A word of a script without blanks is looked
   * for as it is, then as the words that it is made of, and only then as letters. Where nothing has all words of the query, the results
   * with most of them are given.
   */
  search(query) {
    let some = [];
    for (const reading of [whole, segmented, spelt]) {
      const terms = reading(query, this.language);
      const found = this.#found(terms);
      const most = Math.max(0, ...found.map(({ matched }) => matched));
      const best = found.filter(({ matched }) => matched === most).sort((a, b) => b.score - a.score);
      if (most > 0 && most === terms.length) return best;
      if (reading !== spelt && best.length > 0 && some.length === 0) some = best;
    }
    return some;
  }

  /**
   * The results that have all words of a query, however it is read; null where no word is there yet. One letter finds only itself, and
   * where it is nothing by itself a word is about to be typed.
   */
  having(query) {
    for (const reading of [whole, segmented, spelt]) {
      const terms = reading(query, this.language).filter(({ word, row }) => row || word.length > 1 || this.#places.has(key(word, this.language)));
      if (!terms.length) return null;
      const found = this.#found(terms).filter(({ matched }) => matched === terms.length);
      if (found.length) return found.map(({ result }) => result);
    }
    return [];
  }

  #found(terms) {
    const found = new Map();
    for (const term of terms) {
      const best = new Map();
      for (const { place, weight } of term.row ? this.#rows(term.word) : this.#words(term.word)) {
        if (!found.has(place.result)) found.set(place.result, { result: place.result, score: 0, matched: 0, places: [] });
        found.get(place.result).places.push(place);
        const share = place.field === "title" ? (3 * (place.end - place.start)) / place.result.title.text.length : 0;
        best.set(place.result, Math.max(best.get(place.result) ?? 0, weight * WEIGHT[place.field] + share));
      }
      for (const [result, score] of best) {
        found.get(result).score += score;
        found.get(result).matched += 1;
      }
    }
    return [...found.values()];
  }

  /** Where a word is, in any of its forms, and with what weight. */
  *#words(word) {
    const weights = new Map();
    const raise = (known, weight) => weights.set(known, Math.max(weight, weights.get(known) ?? 0));
    for (const language of this.#languages) {
      const own = key(word, language);
      if (own.length > 1) for (const other of this.#known((known) => known.startsWith(own))) raise(other, LONGER);
      for (const stem of stems(word, language)) for (const other of this.#keys.get(stem) ?? []) raise(other, INFLECTED);
      if (this.#places.has(own)) raise(own, EXACT);
    }
    const plain = fold(word);
    if (weights.size === 0 && plain.length > 3) for (const other of this.#known((known) => known.includes(plain))) raise(other, WITHIN);
    for (const [own, weight] of weights) for (const place of this.#places.get(own)) yield { place, weight };
  }

  #known(test) {
    return [...this.#places.keys()].filter(test);
  }

  /** Where letters stand in a row. */
  *#rows(letters) {
    const wanted = fold(letters);
    for (const { result, field, start } of this.#places.get(fold([...letters][0])) ?? []) {
      const end = start + letters.length;
      if (fold(result[field].text.slice(start, end)) === wanted) yield { place: { result, field, start, end }, weight: EXACT };
    }
  }
}

// ── three ways to read a query ───────────────────────────────────────────────────────────────────────────────────────

/**
 * Its words, `{word, row}`; letters of a script without blanks that follow one another are a `row`. What an apostrophe cuts off is left
 * out, if there is more.
 */
function whole(query) {
  const all = words(query).filter((each) => !each.joined);
  const found = all.filter(({ elided }) => !elided);
  const terms = [];
  let end = -1;
  for (const { word, alone, start, ...each } of found.length > 0 ? found : all) {
    if (alone && terms.at(-1)?.row && end === start) terms.at(-1).word += word;
    else terms.push({ word, row: alone });
    end = each.end;
  }
  return terms;
}

/** Rows as the words that the browser finds in them; letters that it leaves alone say too little. */
function segmented(query, language) {
  if (!Intl.Segmenter) return whole(query);
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const parts = (letters) => [...segmenter.segment(letters)].map(({ segment }) => segment).filter((part) => [...part].length > 1);
  return whole(query).flatMap((term) => (term.row ? parts(term.word).map((word) => ({ ...term, word })) : term));
}

/** Rows as their letters. */
function spelt(query) {
  return whole(query).flatMap((term) => (term.row ? words(term.word).map(({ word }) => ({ ...term, word })) : term));
}

// ── what is shown of a result ────────────────────────────────────────────────────────────────────────────────────────

/** A text in pieces, `{text, found}`: whole, or as much of it as is around the first place where most of what was found stands together. */
export function excerpt({ text }, places, room = Infinity) {
  const sorted = [...places].sort((a, b) => a.start - b.start || b.end - a.end).slice(0, 50);
  const wide = /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}]/u.test(text.slice(sorted[0]?.start ?? 0, sorted[0]?.end ?? 40));
  const length = wide ? Math.ceil(room / 2) : room;
  const folded = new Map(sorted.map((place) => [place, fold(text.slice(place.start, place.end))]));
  const near = ({ start }) => sorted.filter((place) => place.start >= start && place.end <= start + length * 0.7);
  const together = (place) => new Set(near(place).map((each) => folded.get(each))).size;
  const chosen = sorted.reduce((best, place) => (together(place) > together(best) ? place : best), sorted[0]);
  const from = chosen && length < text.length ? beginning(text, chosen.start, length) : 0;
  const to = text.length > from + length ? ending(text, from + length) : text.length;
  const pieces = [{ text: from ? "…" : "" }];
  let at = from;
  for (const { start, end } of sorted.filter((place) => place.start >= from && place.end <= to)) {
    if (start < at) continue;
    pieces.push({ text: text.slice(at, start) }, { text: text.slice(start, end), found: true });
    at = end;
  }
  pieces.push({ text: to < text.length ? `${text.slice(at, to).replace(/[\s·]+$/u, "")}…` : text.slice(at) });
  return pieces.filter((piece) => piece.text);
}

/** Where an excerpt begins that has what stands at `place`: with a sentence or block before it that is near, else with a word. */
function beginning(text, place, length) {
  for (const near of [length / 4, length / 2]) {
    const start = Math.max(0, place - Math.round(near));
    if (start === 0) return 0;
    const found = text.slice(start, place).match(/ · |(?<=[^\s.]{3})[.!?؟…;؛] +|[。！？；]/u); // not after C. or Mr.
    if (found) return start + found.index + found[0].length;
  }
  const start = place - Math.round(length / 4);
  return start + Math.max(0, text.slice(start, place).search(/(?<=\s)/u));
}

/** The end of the last whole word before a place, where the script has blanks. */
function ending(text, place) {
  const blank = text.slice(0, place).search(/\s\S*$/u);
  return blank > place - 20 ? blank : place;
}
