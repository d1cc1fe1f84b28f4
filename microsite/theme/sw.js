// Without a network, what a reader has opened of the site is there as it was last; with one, what is published comes first. SITE stands above
// (render/offline.py): `pages` are the paths of pages, `agendas` the beginnings of paths below the agenda, each with what is kept along with it,
// `screens` those of screens in the house.
const { scope } = registration;
const OURS = `microsite ${scope} `; // other sites of the host keep what they like
const CACHE = `${OURS}1`; // another number, when what is kept takes another form
const LIMIT = 3000; // milliseconds that a page may take, where one is kept
const isPage = (path) => SITE.pages.includes(path) || [...SITE.screens, ...SITE.agendas.map(([below]) => below)].some((below) => path.startsWith(below));
/** The path of what is kept of an address: a page whatever is chosen on it, or a file whose name changes with its content; else nothing. */
function pathOf(address) {
  const url = new URL(address), path = url.href.split("#")[0].slice(scope.length);
  if (!url.href.startsWith(scope)) return null;
  if (/^(assets\/[\w.-]+\?v=|pictures\/)/.test(path)) return path;
  return isPage(path.split("?")[0]) ? path.split("?")[0] : null;
}
const find = (path) => caches.match(scope + path, { cacheName: CACHE, ignoreVary: true }).catch(() => undefined);
/** Keeps a response once all of it is there; fails for half of one, and where the server does. A page that is gone is kept no longer. */
async function keep(path, response) {
  if (response.status >= 500) throw new Error(response.statusText);
  const cache = await caches.open(CACHE);
  if (response.status === 404) return cache.delete(scope + path);
  await response.clone().arrayBuffer();
  if (response.status === 200 && !response.redirected) await cache.put(scope + path, response).catch(() => {}); // the disk is full
}
/** Keeps a page that was not asked for through here, with the files that it names. */
async function add(path) {
  const response = await fetch(scope + path), html = await response.clone().text();
  const files = [...html.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, address]) => pathOf(new URL(address, scope + path))).filter((file) => file && !isPage(file));
  await Promise.allSettled([keep(path, response), ...files.map(async (file) => (await find(file)) ?? keep(file, await fetch(scope + file)))]);
}
/** What is kept along with a page: with the agenda, and with each page below it, the practical page, and the reverse. */
const along = (path) => (SITE.agendas.find(([below, kept]) => path.startsWith(below) || kept.includes(path))?.[1] ?? []).filter((other) => other !== path);
const addAll = (paths) => Promise.allSettled([...new Set(paths)].map(add));
async function answer(event, path) {
  const kept = await find(path);
  if (kept && !isPage(path)) return kept;
  const response = fetch(event.request), whole = response.then((found) => keep(path, found.clone()));
  event.waitUntil(whole.then(() => isPage(path) && addAll(along(path))).catch(() => {}));
  if (!kept) return response;
  return Promise.race([whole.then(() => response), new Promise((resolve) => setTimeout(resolve, LIMIT, kept))]).catch(() => kept);
}
/** Forgets what an earlier form of this script has kept, and files that no kept page names; all of it, and this script, where it is off. */
async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && (SITE.off || name !== CACHE)) await caches.delete(name);
  if (SITE.off) return registration.unregister();
  const cache = await caches.open(CACHE), all = (await cache.keys()).map(({ url }) => url.slice(scope.length));
  const pages = await Promise.all(all.filter(isPage).map(async (path) => (await find(path)).text()));
  for (const file of all) if (!isPage(file) && !pages.some((html) => html.includes(file))) await cache.delete(scope + file);
  await clients.claim();
}
const opened = async () => (await clients.matchAll({ type: "window", includeUncontrolled: true })).map(({ url }) => pathOf(url)).filter((path) => path !== null);
addEventListener("install", (event) => event.waitUntil(Promise.all([skipWaiting(), SITE.off || opened().then((paths) => addAll(paths.flatMap((path) => [path, ...along(path)])))])));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => SITE.off && void setTimeout(tidy, LIMIT)))); // what the last version was still keeping
addEventListener("fetch", (event) => {
  const path = SITE.off || event.request.method !== "GET" ? null : pathOf(event.request.url);
  if (path !== null) event.respondWith(answer(event, path));
});
