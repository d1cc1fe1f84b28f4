// A reader's own agenda as a calendar, made in the browser of the files of its items; loaded when it is asked for.

/** Saves the entries of the calendars at some addresses as one file; those that are not there are left out. */
export async function save(addresses) {
  const files = await Promise.all(addresses.map((address) => fetch(address).then((answer) => (answer.ok ? answer.text() : ""))));
  if (!files.some(Boolean)) return;
  const href = URL.createObjectURL(new Blob([join(files.filter(Boolean))], { type: "text/calendar" }));
  Object.assign(document.createElement("a"), { href, download: "my-agenda.ics" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** The entries of several calendars in one: each has one entry, and the time zones that it needs. */
function join(files) {
  const blocks = (name) => [...new Set(files.flatMap((file) => file.match(new RegExp(`BEGIN:${name}\\r\\n[^]*?END:${name}\\r\\n`, "g")) ?? []))];
  const [head = ""] = files.map((file) => file.slice(0, file.search(/BEGIN:V(?!CALENDAR)/)));
  return `${head}${blocks("VTIMEZONE").join("")}${blocks("VEVENT").join("")}END:VCALENDAR\r\n`;
}
