// Of all languages of 404.html, leave the one of the address, else the one of the browser.
const root = document.body.dataset.root;
const sections = [...document.querySelectorAll("section[lang]")];
const known = (code) => sections.find((section) => section.lang === code);
const path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : "";
const wanted =
  known(path.split("/")[0]) ??
  navigator.languages.map((code) => known(code) ?? known(code.split("-")[0])).find(Boolean) ??
  known(document.documentElement.lang);

document.documentElement.lang = wanted.lang;
document.documentElement.dir = wanted.dir;
document.title = wanted.querySelector("h2").textContent;
for (const section of sections) section.hidden = section !== wanted;
