// What a page says at each moment: moments.js by itself, without a browser. A session of two days in Geneva, hour by hour.
process.env.TZ = "Europe/Zurich"; // the reader's own, before the first date is made
const { default: assert } = await import("node:assert/strict");
const { test } = await import("node:test");
const { readFileSync } = await import("node:fs");
// By its text: node takes a file for a module only by a name or a package.json that a browser does not need.
const source = readFileSync(new URL("../../microsite/theme/assets/moments.js", import.meta.url), "utf8");
const moments = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const { availability, dayNumber, distance, items, nextChange, nextSittingStart, nextStep, phaseAt, STAGE_OF } = moments;

const HOUR = 3600000;
const MINUTE = 60000;
/** A moment on the first day, 10 January 2030, by the clock in Geneva; 24 and more are the days after. */
const at = (hour, minute = 0) => Date.UTC(2030, 0, 10, -1) + hour * HOUR + minute * MINUTE;
const span = (start, end, more = {}) => ({ start: at(start), end: at(end), ...more });

const SESSION = {
  ...span(9, 36),
  days: [span(0, 24), span(24, 48)],
  sittings: [span(9, 12), span(14, 18), span(33, 36)],
  items: [
    span(9, 10, { id: "opening" }),
    span(10, 12, { id: "hall" }),
    span(10, 11, { id: "attic" }),
    span(12, 14, { id: "lunch", isBreak: true }),
    span(14, 18, { id: "panel" }),
    span(33, 36, { id: "closing" }),
  ],
  recordings: [],
  registration: [],
  pages: { takePart: "take-part/", agenda: "agenda/", webcast: "webcast/", watch: "" },
};
/** What a function gives at some hours. */
const hours = (given, ...moments) => moments.map((hour) => given(at(hour)));

test("a session is on in its sittings, with breaks and a night between", () => {
  assert.deepEqual(hours((now) => phaseAt(SESSION, now), -24, 8.99, 9, 11.99, 12, 14, 18, 32.99, 33, 35.99, 36, 999), [
    "before", "before", "live", "live", "break", "live", "break", "break", "live", "live", "over", "over",
  ]);
});

test("where no hours are known a day is a day", () => {
  const dates = { ...SESSION, ...span(0, 48), sittings: [] };
  assert.deepEqual(hours((now) => phaseAt(dates, now), -0.01, 0, 47.99, 48), ["before", "day", "day", "over"]);
});

test("each phase has its stage", () => {
  const stages = [0, 9, 12, 36].map((hour) => STAGE_OF[phaseAt(SESSION, at(hour))]);
  assert.deepEqual([...stages, STAGE_OF.day], ["before", "during", "during", "over", "during"]);
});

test("what is on, and all that begins next; a break is never next", () => {
  const ids = (now) => { const { on, next } = items(SESSION, now); return [on.map((item) => item.id), next.map((item) => item.id)]; };
  assert.deepEqual(hours(ids, 8, 9, 10, 11, 12, 14, 18, 36), [
    [[], ["opening"]],
    [["opening"], ["hall", "attic"]],
    [["hall", "attic"], ["panel"]],
    [["hall"], ["panel"]],
    [["lunch"], ["panel"]],
    [["panel"], ["closing"]],
    [[], ["closing"]],
    [[], []],
  ]);
});

test("what is held beside others comes last, and is in no room unless it has one", () => {
  const data = { items: [
    span(8, 18, { id: "desk", isBeside: true }),
    span(9, 10, { id: "posters", isBeside: true, room: "attic" }),
    span(9, 10, { id: "panel", room: "hall" }),
    span(9, 10, { id: "all" }),
  ] };
  const ids = (hour, room) => Object.values(items(data, at(hour), room)).map((found) => found.map((item) => item.id));
  assert.deepEqual(ids(8), [["desk"], ["panel", "all", "posters"]]);
  assert.deepEqual(ids(9), [["panel", "all", "desk", "posters"], []]);
  assert.deepEqual(ids(9, "hall"), [["panel", "all"], []]);
  assert.deepEqual(ids(8, "attic"), [[], ["all", "posters"]]);
});

test("the next sitting, while there is one", () => {
  assert.deepEqual(hours((now) => nextSittingStart(SESSION, now), 8, 9, 13, 20, 33), [at(9), at(14), at(14), at(33), undefined]);
});

test("registration opens and closes; where no opening is known, it is open until it closes", () => {
  assert.deepEqual(hours((now) => availability(at(1), at(2), now), 0.99, 1, 1.99, 2), ["waiting", "open", "open", "closed"]);
  assert.deepEqual(hours((now) => availability(null, at(2), now), -99, 1.99, 2), ["open", "open", "closed"]);
});

test("the next step before, during and after a session; on a day of sittings it stays with the webcast until the last is over", () => {
  const open = { ...SESSION, registration: [{ from: null, until: at(-48) }, { from: at(-24), until: at(36) }] };
  const watched = { ...SESSION, pages: { ...SESSION.pages, watch: "https://watch.example.org/" } };
  const steps = (data) => hours((now) => nextStep(data, now), -30, -24, 8, 9, 12, 14, 18, 24, 36);
  assert.deepEqual(steps(SESSION), ["takePart", "takePart", "takePart", "agenda", "agenda", "agenda", "agenda", "agenda", "agenda"]);
  assert.deepEqual(steps(open), ["takePart", "register", "register", "register", "register", "register", "register", "register", "agenda"]);
  assert.deepEqual(steps(watched), ["takePart", "takePart", "takePart", "watch", "follow", "watch", "agenda", "follow", "agenda"]);
  const both = { ...watched, registration: open.registration };
  assert.deepEqual(steps(both), ["takePart", "register", "register", "watch", "follow", "watch", "register", "follow", "agenda"]);
  assert.equal(nextStep({ ...SESSION, recordings: ["d1"] }, at(36)), "recordings");
  assert.equal(nextStep({ ...watched, ...span(0, 48), sittings: [] }, at(20)), "watch");
});

test("no step leads to a page that is not there", () => {
  const none = { takePart: "", agenda: "", webcast: "", watch: "" };
  const steps = (pages) => hours((now) => nextStep({ ...SESSION, pages: { ...none, ...pages } }, now), 0, 10, 40);
  assert.deepEqual(steps({ webcast: "webcast/" }), ["webcast", "webcast", ""]);
  assert.deepEqual(steps({ agenda: "agenda/", webcast: "webcast/" }), ["agenda", "agenda", "agenda"]);
  assert.deepEqual(steps({ takePart: "take-part/", webcast: "webcast/" }), ["takePart", "takePart", ""]);
  assert.deepEqual(steps({}), ["", "", ""]);
  assert.deepEqual(steps({ webcast: "webcast/", priorSessions: "prior-sessions/" }), ["webcast", "webcast", "priorSessions"]);
  assert.deepEqual(steps({ priorSessions: "prior-sessions/" }), ["priorSessions", "priorSessions", "priorSessions"]);
  assert.deepEqual(steps({ agenda: "agenda/", priorSessions: "prior-sessions/" }), ["agenda", "agenda", "agenda"]);
  assert.deepEqual(steps({ agenda: "agenda/", documents: "documents/" }), ["agenda", "agenda", "documents"]);
  assert.deepEqual(steps({ documents: "documents/", outcome: "#outcome" }), ["", "", "outcome"]);
});

test("days are those of the reader's calendar", () => {
  assert.deepEqual(hours(dayNumber, 0, 23.99, 24).map((day) => day - dayNumber(at(12))), [0, 0, 1]);
});

test("how far away: days by the calendar, on the same day the nearest number of hours, at last minutes", () => {
  assert.deepEqual(distance(at(24), at(23, 59)), [1, "minute"]);
  assert.deepEqual(distance(at(26), at(20, 1)), [6, "hour"]);
  assert.deepEqual(distance(at(26), at(20)), [1, "day"]);
  assert.deepEqual(distance(at(48), at(0)), [2, "day"]);
  assert.deepEqual(distance(at(-1), at(0)), [-60, "minute"]);
  assert.deepEqual(distance(at(-6), at(0)), [-1, "day"]);
  assert.deepEqual(distance(at(23), at(0)), [23, "hour"]);
  assert.deepEqual(distance(at(12, 30), at(10)), [3, "hour"]);
  assert.deepEqual(distance(at(12, 29), at(10)), [2, "hour"]);
  assert.deepEqual(distance(at(11, 30), at(10)), [2, "hour"]);
  assert.deepEqual(distance(at(11, 29), at(10)), [89, "minute"]);
  assert.deepEqual(distance(at(10, 59), at(10)), [59, "minute"]);
  assert.deepEqual(distance(at(10, 1), at(10) + 1), [1, "minute"]);
  assert.deepEqual(distance(at(10), at(10, 59)), [-59, "minute"]);
  assert.deepEqual(distance(at(10), at(12)), [-2, "hour"]);
  assert.deepEqual(distance(at(23), at(0), true), [0, "day"]);
  assert.deepEqual(distance(at(24), at(23, 59), true), [1, "day"]);
});

test("the page changes at the next boundary, of the session or another, and each minute", () => {
  const quiet = { ...SESSION, ...span(500, 600), days: [], sittings: [], items: [] };
  const until = (data, now, ...boundaries) => nextChange(data, boundaries, now) - now;
  assert.equal(until(quiet, at(10) + 1000), 59000);
  assert.equal(until(quiet, at(10)), MINUTE);
  assert.equal(until(quiet, at(10), at(10) + 5000, at(10), at(9)), 5000);
  for (const bound of [{ start: at(10) + 7 }, { end: at(10) + 7 }]) assert.equal(until({ ...quiet, ...bound }, at(10)), 7);
  for (const name of ["days", "sittings", "items"]) {
    assert.equal(until({ ...quiet, [name]: [{ start: at(10) + 7, end: at(11) }] }, at(10)), 7, name);
    assert.equal(until({ ...quiet, [name]: [{ start: at(9), end: at(10) + 7 }] }, at(10)), 7, name);
  }
});
