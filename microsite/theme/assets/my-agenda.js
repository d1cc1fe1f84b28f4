// What a reader keeps of an agenda, on this device alone: the items chosen, and the agenda as it was last seen.

export class MyAgenda {
  #storage;
  #key;

  /** `key` is another one for each site, since sites on one host share what a browser stores. */
  constructor(storage, key) {
    this.#storage = storage;
    this.#key = key;
  }

  #read(name, empty) {
    try {
      return JSON.parse(this.#storage.get(this.#key + name)) ?? empty;
    } catch {
      return empty;
    }
  }

  /** The ids of the items chosen, in the order in which they were. */
  get ids() {
    const ids = this.#read("", []);
    return Array.isArray(ids) ? ids : [];
  }

  has(id) {
    return this.ids.includes(id);
  }

  toggle(id) {
    this.#keep(this.has(id) ? this.ids.filter((each) => each !== id) : [...this.ids, id]);
  }

  add(ids) {
    this.#keep([...new Set([...this.ids, ...ids])]);
  }

  #keep(ids) {
    this.#storage.set(this.#key, JSON.stringify(ids));
  }

  /** The agenda as it was last seen, by id: see `changesSince`. */
  get seen() {
    return this.#read(":seen", {});
  }

  set seen(seen) {
    this.#storage.set(`${this.#key}:seen`, JSON.stringify(seen));
  }
}

/** Of items with start and end, those that are at one time with others: a map from their ids to the others. */
export function clashes(items) {
  const found = items.map((item) => [item.id, items.filter((other) => other !== item && other.start < item.end && item.start < other.end)]);
  return new Map(found.filter(([, others]) => others.length));
}

/**
 * What has changed in an agenda since it was last seen.
 * `seen` is what was kept: by id, `{start, was, at}`, where `was` is the start before the last change and `at` the moment it was
 * noticed; `items` are those on the page, with id and start. Returns the changes not older than `shownFor`, each `{id, start}`
 * with the old start (null for a new item), and what is to be kept.
 */
export function changesSince(seen, items, now, shownFor) {
  const isFirstVisit = !items.some(({ id }) => id in seen);
  const isShown = ({ was, at }) => was !== undefined && at > now - shownFor;

  /** What is kept of an item with this start; one that moved twice has moved from where it was first, and back again not at all. */
  function next(before, start) {
    if (!before) return isFirstVisit ? { start } : { start, was: null, at: now };
    if (before.start === start) return before;
    const was = isShown(before) ? before.was : before.start;
    return was === start ? { start } : { start, was, at: now };
  }

  const found = items.map(({ id, start }) => [id, next(seen[id], start)]);
  return {
    changes: found.filter(([, item]) => isShown(item)).map(([id, { was }]) => ({ id, start: was })),
    kept: { ...seen, ...Object.fromEntries(found) },
  };
}
