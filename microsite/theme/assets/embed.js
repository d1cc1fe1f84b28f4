// The agenda in an iframe: takes its theme from the address, and tells the page around it how high it is.
const theme = new URLSearchParams(location.search).get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
addEventListener("DOMContentLoaded", () => {
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    parent.postMessage({ micrositeAgenda: location.href, height }, "*"); // nothing of the reader's is in it
  }).observe(document.body);
});
