const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats a time in a zone: "Thu 24 Dec 2026, 09:00", with seconds where they are not zero. */
export function formatInZone(at: string, timeZone: string): string {
  const hasSeconds = Date.parse(at) % 60_000 !== 0;
  return formatOf(timeZone, hasSeconds).format(Date.parse(at)).replace(",", "");
}

/** Returns the time zone of the browser. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A zone that this browser does not know is shown as UTC. */
function formatOf(timeZone: string, hasSeconds: boolean): Intl.DateTimeFormat {
  const key = `${timeZone} ${hasSeconds}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = makeFormat(timeZone, hasSeconds) ?? makeFormat("UTC", hasSeconds);
  const made = format ?? new Intl.DateTimeFormat("en-GB");
  formats.set(key, made);
  return made;
}

function makeFormat(timeZone: string, hasSeconds: boolean): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      ...{ timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric" },
      ...{ hour: "2-digit", minute: "2-digit" },
      ...(hasSeconds ? { second: "2-digit" } : {}),
    });
  } catch {
    return null;
  }
}
