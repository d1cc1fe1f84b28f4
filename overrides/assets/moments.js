// What is true now: functions of the session's dates and the clock, and of nothing else. All moments are milliseconds
// since 1970; `data` is what microsite/exports/schedule.py writes.

/** before, today (its first day, before the start), live, break (between two sittings), over. */
export function phase(data, now) {
  if (now >= data.end) return "over";
  if (data.sittings.some((sitting) => sitting.start <= now && now < sitting.end)) return "live";
  const first = data.days[0];
  if (now < first.start) return "before";
  // A day whose hours are not known yet is no break before anything has begun.
  return data.sittings.some((sitting) => sitting.end <= now) ? "break" : "today";
}

/** The items that are on, and those that begin next (several where rooms run side by side). */
export function items(data, now) {
  const on = data.items.filter((item) => item.start <= now && now < item.end);
  const later = data.items.filter((item) => item.start > now);
  return { on, next: later.filter((item) => item.start === later[0].start) };
}

/** When the session goes on, if it is between two sittings. */
export const goesOn = (data, now) => data.sittings.find((sitting) => sitting.start > now)?.start;

/** waiting (not open yet), open, closed. */
export function door(from, until, now) {
  if (now >= until) return "closed";
  return from !== null && now < from ? "waiting" : "open";
}

/** The one next step: register, watch, recordings, agenda. */
export function nextStep(data, now) {
  const state = phase(data, now);
  if (state === "over") return data.recordings ? "recordings" : "agenda";
  if (data.live && (state === "live" || state === "break")) return "watch";
  return data.registration.some((way) => door(way.from, way.until, now) === "open") ? "register" : "read";
}

/** The number of a calendar day at the venue, so that two can be subtracted. `clock` tells how far it is ahead of UTC, from
 * each moment on: asked of the browser (Intl), the same takes longer than all else that these scripts do. */
export function dayNumber(moment, clock) {
  const [, ahead] = clock.findLast(([since]) => since <= moment) ?? clock[0];
  return Math.floor((moment + ahead) / 86400000);
}

/** How far away a moment is, as a number and a unit: days as the calendar at the venue counts them, and hours or minutes on
 * the same day. A deadline of a whole day lasts until midnight: that day is still "today". */
export function distance(target, now, clock, wholeDay = false) {
  const days = dayNumber(wholeDay ? target - 1 : target, clock) - dayNumber(now, clock);
  if (days !== 0 || wholeDay) return [days, "day"];
  const minutes = Math.ceil((target - now) / 60000);
  return Math.abs(minutes) < 60 ? [minutes, "minute"] : [Math.trunc(minutes / 60), "hour"];
}

/** The next moment at which anything above changes; minutes count too while something is near. */
export function nextChange(data, edges, now) {
  const all = [data.start, data.end, ...edges, ...[...data.days, ...data.sittings, ...data.items].flatMap((span) => [span.start, span.end])];
  const minute = Math.floor(now / 60000) * 60000 + 60000;
  return Math.min(minute, ...all.filter((edge) => edge > now));
}
