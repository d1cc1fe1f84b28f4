// A plain script in the head, so that it runs before the first paint: the stylesheet shows and hides by what it finds out, and nothing moves later.
// `data-stage` says where the session is (before, during, over): moments.js knows that too, but a module runs too late.
// `data-own-time` says that the reader's clock differs from the venue's. What is shown from or until a moment, or passes at one, gets its class as soon as it is read.
{
  const root = document.documentElement;
  const { starts, ends, venueClock } = root.dataset;
  if (starts) root.dataset.stage = Date.now() < Date.parse(starts) ? "before" : Date.now() < Date.parse(ends) ? "during" : "over";
  if (JSON.parse(venueClock ?? "[]").some(([moment, minutes]) => new Date(moment).getTimezoneOffset() !== -minutes)) root.dataset.ownTime = "";
  if ("moments" in root.dataset) {
    const reading = new MutationObserver((changes) => {
      for (const { classList, dataset = {} } of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (dataset.shownFrom) classList.toggle("shown", Date.parse(dataset.shownFrom) <= Date.now());
        const until = dataset.shownUntil ?? dataset.passes;
        if (until) classList.toggle("past", Date.parse(until) <= Date.now());
      }
    });
    reading.observe(root, { childList: true, subtree: true });
    addEventListener("DOMContentLoaded", () => reading.disconnect());
  }
}
