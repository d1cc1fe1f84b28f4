// A plain script in the head, so that it runs before the first paint: the stylesheet shows and hides by what it finds out, and nothing moves later.
// `data-stage` says where the session is (before, during, over): moments.js knows that too, but a module runs too late.
// `data-own-time` says that the reader's clock differs from the venue's.
{
  const root = document.documentElement;
  const { starts, ends, venueClock } = root.dataset;
  if (starts) root.dataset.stage = Date.now() < Date.parse(starts) ? "before" : Date.now() < Date.parse(ends) ? "during" : "over";
  if (JSON.parse(venueClock ?? "[]").some(([moment, minutes]) => new Date(moment).getTimezoneOffset() !== -minutes)) root.dataset.ownTime = "";
}
