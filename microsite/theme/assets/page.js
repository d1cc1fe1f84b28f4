// What scripts know of the page: its data and words, which stand in its head, and what they do with it in one way.

export const data = JSON.parse(document.getElementById("_script-data").textContent);
export const words = JSON.parse(document.getElementById("_words").textContent);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const fill = (pattern, value) => pattern.replace(/\{\w+\}/, () => value);
/** The name of the place that the address leads to; empty where it names none. */
export function namedPlace() {
  const name = location.hash.slice(1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
const kept = new Map(); // for as long as the page is open, where a reader forbids more
export const storage = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return kept.get(key) ?? null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { kept.set(key, value); } },
};
