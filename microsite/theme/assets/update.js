// While the session is on, a page that lies open looks every few minutes whether a newer version is published, and says so.
const EVERY = 3 * 60_000;

/** Whether another version than that of the page is published; it fails without a network. */
export async function isOutdated({ address, now }) {
  const found = await fetch(address, { cache: "no-cache" });
  return found.ok && (await found.text()).trim() !== now;
}

/** `version` is that of the page: `{ address, now }`; `isOn` tells whether the session is on. */
export function watch(version, isOn, words) {
  const notice = Object.assign(document.createElement("p"), { className: "toast update" });
  notice.setAttribute("role", "status");
  document.querySelector("main").append(notice);
  async function look() {
    if (document.hidden || notice.firstChild || !isOn() || !(await isOutdated(version))) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: words.showUpdate });
    button.addEventListener("click", () => location.reload());
    notice.append(words.updated, " ", button);
  }
  const tryToLook = () => look().catch(() => {}); // without a network the page stays as it is
  setInterval(tryToLook, EVERY);
  document.addEventListener("visibilitychange", tryToLook);
}
