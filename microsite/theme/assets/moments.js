// What is true now: functions of the session's dates and the clock, and of nothing else. All moments are milliseconds
// since 1970; `data` is `script_data` of microsite/render/template_values.py.

/** All phases, each with its stage. live: a sitting is on; break: none is; day: within the dates, where no hours are known. */
export const STAGE_OF = { before: "before", live: "during", break: "during", day: "during", over: "over" };

export function phaseAt(data, now) {
  if (now >= data.end) return "over";
  if (now < data.start) return "before";
  if (!data.sittings.length) return "day";
  return data.sittings.some((sitting) => sitting.start <= now && now < sitting.end) ? "live" : "break";
}

/** The items that are on, and those that begin next (several where rooms run side by side), each with those last that are held beside
 * others; a break is never what comes next. With `room`, what is there or, where no room is said, for all: not what is beside others. */
export function items(data, now, room = null) {
  const here = data.items.filter((item) => room === null || item.room === room || (!item.room && !item.isBeside));
  const besideLast = (found) => [...found.filter((item) => !item.isBeside), ...found.filter((item) => item.isBeside)];
  const later = here.filter((item) => item.start > now && !item.isBreak);
  return { on: besideLast(here.filter((item) => item.start <= now && now < item.end)), next: besideLast(later.filter((item) => item.start === later[0].start)) };
}

/** When the next sitting starts, if there is one. */
export const nextSittingStart = (data, now) => data.sittings.find((sitting) => sitting.start > now)?.start;

/** Registration, or anything that closes: waiting (to open), open, closed; `from` is null where no opening is known. */
export function availability(from, until, now) {
  if (now >= until) return "closed";
  return from !== null && now < from ? "waiting" : "open";
}

/** Whether a sitting of this day at the venue is still to come. */
function resumesToday(data, now) {
  const next = nextSittingStart(data, now);
  return data.days.some(({ start, end }) => start <= now && next < end);
}

/** The one next step: recordings, outcome, documents, watch, follow (at a break, what will go on), register, takePart, agenda, webcast or
 * priorSessions; nothing where no page has anything for the reader. */
export function nextStep(data, now) {
  const phase = phaseAt(data, now);
  const firstOf = (...steps) => steps.find((step) => data.pages[step]) ?? "";
  if (phase === "over") return data.recordings.length ? "recordings" : firstOf("outcome", "documents", "agenda", "priorSessions");
  const { agenda, watch } = data.pages;
  if (watch && (phase === "live" || phase === "day")) return "watch";
  if (watch && phase === "break" && resumesToday(data, now)) return "follow";
  if (data.registration.some(({ from, until }) => availability(from, until, now) === "open")) return "register";
  if (agenda && phase !== "before") return "agenda";
  return firstOf("takePart", "agenda", "webcast", "priorSessions");
}

/** The reader's own calendar day of a moment, as a number, so that two can be subtracted. */
export const dayNumber = (moment) => Math.floor((moment - new Date(moment).getTimezoneOffset() * 60000) / 86400000);

/** Within this many minutes a moment is soon, even if midnight comes before it: nobody takes "tomorrow" for "in twenty minutes". */
const SOON = 360;

/** How far away a moment is, as a number and a unit: days as the reader's calendar counts them, and soon or on the same day minutes or,
 * from an hour and a half, the nearest number of hours. With `wholeDay` the hour is not known or does not matter. */
export function distance(target, now, wholeDay = false) {
  const days = dayNumber(target) - dayNumber(now);
  const minutes = Math.ceil((target - now) / 60000);
  if (wholeDay || (days !== 0 && Math.abs(minutes) >= SOON)) return [days, "day"];
  return Math.abs(minutes) < 90 ? [minutes, "minute"] : [Math.round(minutes / 60), "hour"];
}

/** The next moment at which anything above can change: one in `data` or `boundaries`, or the next full minute. */
export function nextChange(data, boundaries, now) {
  const all = [data.start, data.end, ...boundaries, ...[...data.days, ...data.sittings, ...data.items].flatMap((span) => [span.start, span.end])];
  const minute = Math.floor(now / 60000) * 60000 + 60000;
  return Math.min(minute, ...all.filter((boundary) => boundary > now));
}
