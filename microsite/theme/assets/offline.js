// What is opened from now on is kept for when there is no network (sw.js).

/** Once all else has come; `address` is that of the service worker, empty where the site has none. */
export function keepPages(address) {
  if (address) addEventListener("load", () => (self.requestIdleCallback ?? setTimeout)(() => navigator.serviceWorker?.register(address).catch(() => {}), { timeout: 1000 }));
}
