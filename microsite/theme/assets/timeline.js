// What is on at a second of a recording: in its chapters, in its transcript.

/** Seconds as hours, minutes and seconds, as chapters have them: 1:02:30. */
export function clock(seconds) {
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part, place) => String(Math.floor(part)).padStart(place && 2, "0")).join(":");
}

/** Marks, of some elements in order of time, the last that has begun; `startOf` gives the second of each. Answers which it is. */
export function markBegun(elements, seconds, startOf) {
  const current = elements.findLast((element) => startOf(element) <= seconds);
  markCurrent(elements, current);
  return current;
}

/** Marks one of some elements as the current one, or none. */
export function markCurrent(elements, current) {
  for (const element of elements) {
    if (element === current) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }
}
