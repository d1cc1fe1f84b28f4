// What scripts know of the page: its data and words, which stand in its head, and what they do with it in one way.

export const data = JSON.parse(document.getElementById("_script-data").textContent);
export const words = JSON.parse(document.getElementById("_words").textContent);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const fill = (pattern, value) => pattern.replace(/\{\w+\}/, () => value);
export const storage = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* a reader may forbid it */ } },
};
