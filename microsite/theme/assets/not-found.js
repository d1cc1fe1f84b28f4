// Of all languages of 404.html, leave the one of the address, else the one of the browser.
const root = document.body.dataset.root;
const sections = [...document.querySelectorAll("section[lang]")];
const known = (code) => sections.find((section) => section.lang === code);
const path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : "";
const wanted =
  known(path.split("/")[0]) ??
  navigator.languages.map((code) => known(code) ?? known(code.split("-")[0])).find(Boolean) ??
  known(document.documentElement.lang);

// A day or an item that has no page of its own any more, or not yet, is on the page of the whole agenda.
const agenda = document.body.dataset.agendas.split(" ").find((each) => each && path.startsWith(each));
const [, day, item] = path.slice(agenda?.length).match(/^(?:(\d{4}-\d\d-\d\d)|([^/.]+))\/?$/) ?? [];
if (agenda && (day || item)) location.replace(root + agenda + (location.hash || `#${day ? `day-${day}` : item}`));

document.documentElement.lang = wanted.lang;
document.documentElement.dir = wanted.dir;
document.title = wanted.querySelector("h2").textContent;
for (const section of sections) section.hidden = section !== wanted;
