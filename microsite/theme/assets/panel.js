// What is on and what is next, on the first page while the session is on, instead of the rows that the page came with.

/** Items that the panel names at most, of those that are on and of those that are next; a link leads to the others. */
const SHOWN_AT_ONCE = 3;
const SHOWN_NEXT = 2;

/** The texts of lines beside their links. */
const textsIn = (lines) => [...lines].flatMap((line) => [...line.querySelectorAll("span")].map((span) => span.firstChild));
/** Where each line leads, and with what words. */
const leadTo = (lines) => [...lines].map((line) => [...line.querySelectorAll("a")].map((link) => `${link.getAttribute("href")} ${link.textContent}`).join("\n")).join("\n\n");

/** Makes what shows it in a box, again and again; the rest is of microsite.js. */
export function panel(box, { data, words, fill, distanceText, update }) {
  const initialRows = [...box.children];
  let isLoading = false;

  /** A line of the panel: what it is about, and links, each with what there is to know beside it. */
  function row(label, list) {
    const line = document.createElement("p");
    const name = Object.assign(document.createElement("span"), { className: "label", textContent: label + words.colon });
    const links = list.map(({ href, id, title, aside }) => {
      const link = Object.assign(document.createElement("a"), { href: href ?? `${data.agenda}#${id}`, textContent: title });
      return aside ? [link, " ", Object.assign(document.createElement("span"), { className: "muted", textContent: aside })] : [link];
    });
    const separator = () => Object.assign(document.createElement("span"), { className: "separator", textContent: words.beside });
    line.append(name, ...links.flatMap((parts, index) => (index ? [separator(), ...parts] : parts)));
    return line;
  }

  /** The first `named` items that are on, with how long each still lasts, or that are next, with how long it is until then; with their room and, of one alone, who speaks. */
  function withAsides(list, now, named, on) {
    const aside = ({ start, end, room, by }) => [on ? fill(words.ends, distanceText(end, now)) : distanceText(start, now), room, list.length === 1 && by].filter(Boolean).join(words.comma);
    return list.slice(0, named).map((item) => ({ ...item, aside: aside(item) }));
  }

  /** Of a large agenda, the items of today are on the page of the day: they are read once, when the session is on. */
  async function loadToday(address) {
    const day = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    const found = JSON.parse(day.getElementById("_script-data").textContent).items;
    data.items = found.map((item) => {
      const text = (selector) => day.getElementById(item.id).querySelector(selector)?.textContent.trim();
      const link = day.getElementById(item.id).querySelector("a.title")?.getAttribute("href") ?? `#${item.id}`;
      return { ...item, title: text(".title"), room: text(".row .room"), by: text(".by"), href: new URL(link, new URL(address, location)).href };
    });
    update();
  }

  return (now, phase, on, next, todayPage) => {
    const isUnderway = phase === "live" || phase === "break";
    if (isUnderway && todayPage && !data.items.length && !isLoading) {
      isLoading = true;
      loadToday(todayPage).catch(() => {});
    }
    const others = (list, named) => (list.length > named ? [{ href: todayPage, id: list[named].id, title: words.itsAgenda }] : []);
    const current = [...withAsides(on, now, SHOWN_AT_ONCE, true), ...(todayPage && !on.length ? [{ href: todayPage, title: words.itsAgenda }] : others(on, SHOWN_AT_ONCE))];
    const rows = [];
    if (phase === "live" && current.length) rows.push(row(words.now, current));
    if (isUnderway && next.length) rows.push(row(words.nextItem, [...withAsides(next, now, SHOWN_NEXT, false), ...(on.length > SHOWN_AT_ONCE ? [] : others(next, SHOWN_NEXT))]));
    const isInitial = box.firstElementChild === initialRows[0];
    if (!rows.length) {
      if (!isInitial) box.replaceChildren(...initialRows);
    } else {
      const [texts, newTexts] = [textsIn(box.children), textsIn(rows)];
      // Of the same items only what has changed is written, which is minutes: a reader who is on a link stays there.
      if (isInitial || leadTo(box.children) !== leadTo(rows) || texts.length !== newTexts.length) box.replaceChildren(...rows);
      else texts.forEach((text, index) => { if (text.data !== newTexts[index].data) text.data = newTexts[index].data; });
    }
    box.dataset.phase = phase; // what it shows is of this one
  };
}
