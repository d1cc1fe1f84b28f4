// Which elements of a page say what a reader types, by the rules of the search: loaded with the first letter.
import { joined, SearchIndex } from "./search-index.js";

const index = new SearchIndex(document.documentElement.lang);
const known = new WeakSet();
let ready = Promise.resolve();

/** The text of an element, as pieces of one language each. */
function pieces(element) {
  const found = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data: text, parentElement } = walker.currentNode;
    found.push({ text, language: parentElement.closest("[lang]")?.lang ?? document.documentElement.lang });
  }
  return found;
}

/**
 * Those of some elements that have all words of a query in one of the parts that `partsOf` gives; null where so little is typed that all have it.
 * An element is read once.
 */
export async function having(query, elements, partsOf = (element) => [element]) {
  const fresh = elements.filter((element) => !known.has(element));
  for (const element of fresh) known.add(element);
  ready = ready.then(() => index.add(fresh.flatMap((element) => partsOf(element).map((part) => ({ element, text: joined(pieces(part)) })))));
  await ready;
  const found = index.having(query);
  return found && new Set(found.map(({ element }) => element));
}
