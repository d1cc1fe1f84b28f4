// What ical.js reads in calendar files: JSON of their texts by name goes in, JSON of their events by name comes out. The argument is the
// path of ical.js.

import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);

/** A date as it is; a moment as seconds since 1970, by the rules of the zone that are in the file. */
const when = (time) => {
  if (!time.isDate && time.zone === ICAL.Timezone.localTimezone) throw new Error(`${time} has no zone`);
  return time.isDate ? time.toString() : time.toUnixTime();
};

const read = (text) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const { uid, summary, startDate, endDate, location, description } = new ICAL.Event(component);
    return [uid, when(startDate), when(endDate), summary, location ?? "", description, component.getFirstPropertyValue("status") ?? ""];
  });

const files = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, read(text)]))));
