import type { Format } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { CronPattern } from "croner";
import { isDuration } from "../duration.ts";

/**
 * Longest text a format looks at. Some of the formats' own expressions take quadratic time, which
 * this keeps in milliseconds.
 */
const longest = 4096;

const color =
  /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,30}|(?:rgb|hsl)a?\([\d\s.,%/a-z]{1,60}\))$/i;
const dataUrl = /^data:[a-z0-9.+-]+\/[a-z0-9.+-]+(?:;[a-z-]+=[^;,]*)*;base64,[a-z0-9+/]*={0,2}$/i;

/**
 * The formats of every schema, on the server and behind the form: those of ajv-formats 3, RJSF's,
 * and our own.
 */
export const formats: Record<string, Format> = {
  ...Object.fromEntries(
    Object.entries(fullFormats).map(([name, format]) => [name, bounded(format)]),
  ),
  cron: bounded(isCron),
  timezone: bounded(isTimezone),
  duration: bounded(isDuration),
  color: bounded(color),
  "data-url": (text) => dataUrl.test(text),
  password: true,
};

function isCron(text: string): boolean {
  return succeeds(() => new CronPattern(text, undefined, { mode: "5-or-6-parts" }));
}

function isTimezone(text: string): boolean {
  return succeeds(() => new Intl.DateTimeFormat("en", { timeZone: text }));
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/**
 * The format, refusing long texts unread. Functions throughout, so that generated scripts refer to
 * this table and copy nothing.
 */
function bounded(format: Format): Format {
  if (format === true || typeof format === "string") return format;
  if (format instanceof RegExp)
    return (text: string) => text.length <= longest && format.test(text);
  if (typeof format === "function")
    return (text: string) => text.length <= longest && format(text) === true;
  if (format.type === "number" || typeof format.validate !== "function") return format;
  // A synchronous check of a text: ajv-formats has no other kind.
  const validate = format.validate as (text: string) => boolean;
  return {
    ...format,
    validate: (text: string) => text.length <= longest && validate(text),
  } as Format;
}
