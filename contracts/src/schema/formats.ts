import type { Format } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { isCron } from "../cron.ts";
import { isDuration } from "../duration.ts";
import { parseDate, parseTime, parseTimeOfDay } from "../time.ts";

/**
 * Characters of the longest text that a format accepts. Some regular expressions of ajv-formats
 * take quadratic time, which stays within milliseconds at this length.
 */
const maxLength = 4096;

const color =
  /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,30}|(?:rgb|hsl)a?\([\d\s.,%/a-z]{1,60}\))$/i;
const dataUrl = /^data:[a-z0-9.+-]+\/[a-z0-9.+-]+(?:;[a-z-]+=[^;,]*)*;base64,[a-z0-9+/]*={0,2}$/i;

/**
 * The values of `format` in every schema, on the server and in the form: those of ajv-formats 3,
 * those of RJSF, and `cron`, `timezone` and `duration`. A date or time is accepted when it can be
 * read, so that no code after the validator meets one that cannot.
 */
export const formats: Record<string, Format> = {
  ...Object.fromEntries(
    Object.entries(fullFormats).map(([name, format]) => [name, bounded(format)]),
  ),
  date: readable(parseDate),
  time: readable(parseTimeOfDay),
  "date-time": readable(parseTime),
  "iso-time": readable((text) => parseTimeOfDay(withOffset(text))),
  "iso-date-time": readable((text) => parseTime(withOffset(text))),
  cron: bounded(isCron),
  timezone: bounded(isTimezone),
  duration: bounded(isDuration),
  color: bounded(color),
  "data-url": (text) => dataUrl.test(text),
  password: true,
};

/** Makes the format of the texts that `read` takes, which are compared by the number they stand for. */
function readable(read: (text: string) => number | null): Format {
  return bounded({
    validate: (text: string) => read(text) !== null,
    compare: (a: string, b: string) => difference(read(a), read(b)),
  });
}

function difference(a: number | null, b: number | null): number | undefined {
  return a === null || b === null ? undefined : a - b;
}

/** Adds the offset that the formats of ISO 8601 do not require. */
function withOffset(text: string): string {
  return /(?:Z|[+-]\d\d:\d\d)$/i.test(text) ? text : `${text}Z`;
}

function isTimezone(text: string): boolean {
  return doesNotThrow(() => new Intl.DateTimeFormat("en", { timeZone: text }));
}

function doesNotThrow(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a format refuse texts above `maxLength` unread. Regular expressions become functions, so
 * that generated scripts refer to this table and copy nothing.
 */
function bounded(format: Format): Format {
  if (format === true || typeof format === "string") return format;
  if (format instanceof RegExp)
    return (text: string) => text.length <= maxLength && format.test(text);
  if (typeof format === "function")
    return (text: string) => text.length <= maxLength && format(text) === true;
  if (format.type === "number" || typeof format.validate !== "function") return format;
  // The cast is safe: the other formats of ajv-formats check a text synchronously.
  const validate = format.validate as (text: string) => boolean;
  return {
    ...format,
    validate: (text: string) => text.length <= maxLength && validate(text),
  } as Format;
}
