// Words of texts and of queries, and the forms under which one finds the other: without accents, in small letters, by their stem.

/** Letters that stand for others, and do not come apart into a letter and an accent. */
const PLAIN = {
  æ: "ae", œ: "oe", ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ı: "i",
  ى: "ي", ة: "ه", ی: "ي", ک: "ك", ٱ: "ا",
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");
/** Accents, and the points of Arabic and Hebrew; not the breve of й, which is a letter of its own. */
const MARKS = /(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/gu;
const ARABIC_DIGITS = /[٠-٩۰-۹]/gu;

/** Scripts that put no blanks between words: each letter is taken alone, and a word is found as letters in a row. */
const UNSPACED = "[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]";
const TOKEN = new RegExp(`[[\\p{L}\\p{N}]&&${UNSPACED}]\\p{M}*|[[\\p{L}\\p{N}\\p{M}]--${UNSPACED}--[ʼʻʹ]]+`, "gv");
const LETTER_ALONE = new RegExp(`^${UNSPACED}`, "v");
const APOSTROPHE = /^['’‘ʼʻʹ`´＇]$/u;
const HYPHEN = /^[-‐‑]$/u;

/** The stemmers that there are (vendor/README.md), by language; Arabic is done below. */
const STEMMERS = {
  bg: "bg", da: "dk", de: "de", el: "gr", en: "en", es: "es", fi: "fi", fr: "fr", ga: "ie", hi: "in", hu: "hu", hy: "am", id: "id", 
  it: "it", lt: "lt", nb: "no", ne: "np", nl: "nl", nn: "no", no: "no", pt: "pt", ro: "ro", ru: "ru", sr: "rs", sv: "se",
  ta: "ta", tr: "tr", uk: "uk",
};
const loaded = {};

/** Loads the stemmer of a language (BCP 47), if there is one. */
export async function loadStemmer(language) {
  const code = language.split("-")[0];
  if (STEMMERS[code]) loaded[code] ??= (await import(`./vendor/stem.${STEMMERS[code]}.js`)).stemmer;
}

/** A word in small letters, without accents, and with plain letters only. */
export function fold(word) {
  return word
    .toLowerCase()
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(OTHER_LETTERS, (letter) => PLAIN[letter])
    .replace(ARABIC_DIGITS, (digit) => digit.charCodeAt(0) & 15)
    .normalize("NFC");
}

/** What a word is found under: folded, in Arabic also without its article and the prefixes that are written with it. */
export function key(word, language) {
  const plain = fold(word);
  return language.split("-")[0] === "ar" ? plain.replace(/^و(?=.{3})/u, "").replace(/^(?:ال|بال|كال|فال|لل)(?=.{2})/u, "") : plain;
}

/** The stems of a word: as it is spelt, and as a reader may spell it without accents. */
export function stems(word, language) {
  const code = language.split("-")[0];
  if (code === "ar") return [endingless(key(word, language))];
  const stemmer = loaded[code];
  const found = stemmer ? [fold(stemmer(word.toLowerCase().normalize("NFC"))), stemmer(fold(word))] : [];
  return [...new Set(found)].filter((stem) => stem.length > 2); // of a short word (Léa, les) too little is left
}

/** Arabic without common endings. With the prefixes above it is the light10 stemmer of Larkey, Ballesteros and Connell (2007). */
function endingless(word) {
  const endings = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];
  const without = (rest, ending) => (rest.endsWith(ending) && rest.length - ending.length > 1 ? rest.slice(0, -ending.length) : rest);
  return endings.reduce(without, word);
}

/**
 * The words of a text in their order: `{word, start, end}`. Those that a hyphen joins are there once more as one word (email for e-mail).
 * `alone` is true of a letter of a script without blanks, `elided` of what an apostrophe cuts off (the l of l’œuvre).
 */
export function words(text) {
  const found = [...text.matchAll(TOKEN)].map(({ 0: word, index: start }) => {
    return { word, start, end: start + word.length, alone: LETTER_ALONE.test(word) };
  });
  const joined = [];
  found.forEach((each, place) => {
    const before = found[place - 1];
    const between = before && text.slice(before.end, each.start);
    const cut = APOSTROPHE.test(text[each.end] ?? "") || (each.word.length === 1 && APOSTROPHE.test(text[each.start - 1] ?? ""));
    each.elided = cut && each.word.length < 3;
    if (before && !each.alone && !before.alone && HYPHEN.test(between)) {
      const chain = joined.at(-1)?.end === before.end ? joined.pop() : before;
      joined.push({ word: chain.word + each.word, start: chain.start, end: each.end, alone: false, elided: false, joined: true });
    }
  });
  return [...found, ...joined];
}
