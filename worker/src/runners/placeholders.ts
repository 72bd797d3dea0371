import { resolve } from "node:path";
import { fail } from "@formwork/engine/errors";
import { fillPlaceholders, lookUp, placeholder } from "@formwork/engine/jobs/placeholders";
import type { Assignment } from "@formwork/engine/work/work";

/**
 * Placeholders, typed by where their value ends up: a value never becomes anything but the one
 * word, header or field it stands for.
 */

/** What placeholders may name: `payload`, `job`, `template`. */
export type Values = Record<string, unknown>;

/** The values of one attempt. */
export function placeholderValues({ job, template }: Assignment, templatesFolder: string): Values {
  return {
    payload: job.payload,
    job: { id: job.id, attempt: job.attempt, queue: job.queue, createdAt: job.createdAt },
    template: {
      name: template.name,
      version: template.version,
      folder: resolve(templatesFolder, template.folder),
    },
  };
}

/**
 * A URL. A placeholder at its start is used as it is; any other is encoded, so that it cannot leave
 * its place: neither by a slash nor by dots, nor by being empty (`DELETE /users/` is not `DELETE
 * /users/7`).
 */
export function fillUrl(text: string, values: Values): string {
  const query = text.search(/[?#]/);
  return text.replace(placeholder, (_, path: string, at: number) => {
    const value = textOf(lookUp(path, values));
    if (at === 0) return value;
    const inPath = query === -1 || at < query;
    if (inPath && ["", ".", ".."].includes(value))
      refuse(`{{${path}}} is "${value}", which cannot be part of the address ${text}`);
    return encodeURIComponent(value.toWellFormed());
  });
}

/**
 * A header's value; undefined where one of its placeholders is absent: `Bearer {{payload.token}}`
 * without a token is no header at all.
 */
export function fillHeader(name: string, text: string, values: Values): string | undefined {
  const value = fillPlaceholders(text, values);
  // Field values of RFC 9110: visible characters, space and tab. A line break would start a header
  // of its own.
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    refuse(
      `The header ${name} would hold a line break or another character that headers cannot hold`,
    );
  return text.matchAll(placeholder).some(([, path = ""]) => textOf(lookUp(path, values)) === "")
    ? undefined
    : value;
}

/**
 * A JSON value. A string that is one placeholder takes the value's own type, or is left out of its
 * object where the value is absent; placeholders within longer strings become text.
 */
export function fillJson(value: unknown, values: Values): unknown {
  if (typeof value === "string") return fillString(value, values);
  if (Array.isArray(value)) return value.map((item) => fillJson(item, values) ?? null);
  if (typeof value !== "object" || value === null) return value;
  const filled = Object.entries(value).map(([key, item]) => [key, fillJson(item, values)] as const);
  return Object.fromEntries(filled.filter(([, item]) => item !== undefined));
}

/**
 * The words of a command line: each element stays one argument. A text from the payload that would
 * be read as an option is refused unless the template put `--` before it.
 */
export function fillArguments(argv: readonly string[], values: Values): string[] {
  return argv.map((word, index) => {
    const filled = fillPlainText(word, values);
    const path = index === 0 ? undefined : leadingPath(word);
    if (
      path !== undefined &&
      filled.startsWith("-") &&
      typeof lookUp(path, values) === "string" &&
      !argv.slice(0, index).includes("--")
    )
      refuse(
        `{{${path}}} is "${filled}", which the program would read as an option; put "--" before it in argv`,
      );
    return filled;
  });
}

/**
 * Text for the operating system (an argument, a variable, a path), which ends such text at a NUL.
 */
export function fillPlainText(text: string, values: Values): string {
  const filled = fillPlaceholders(text, values);
  if (filled.includes("\0")) refuse(`"${text}" would hold a NUL character`);
  return filled;
}

function fillString(text: string, values: Values): unknown {
  const [match] = text.matchAll(placeholder);
  const path = match?.[0] === text ? match[1] : undefined;
  return path === undefined ? fillPlaceholders(text, values) : lookUp(path, values);
}

function leadingPath(text: string): string | undefined {
  const [match] = text.matchAll(placeholder);
  return match?.index === 0 ? match[1] : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function refuse(detail: string): never {
  return fail("invalid-payload", detail);
}
