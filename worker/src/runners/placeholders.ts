import type { CommandRun } from "@formwork/contracts/run";
import {
  isOnePlaceholder,
  lacksValue,
  optionPath,
  type Word,
  wordsOf,
} from "@formwork/contracts/text/arguments";
import { fillPlaceholders, lookUp, placeholder } from "@formwork/contracts/text/placeholders";
import { fail } from "@formwork/engine/errors";
import type { Assignment } from "@formwork/engine/work/work";

/**
 * Replaces placeholders by values, with a function for each place that they may stand in. A value
 * never becomes more than the one argument, header, field or part of an address it stands for.
 */

/** The values that placeholders may name: `payload`, `job`, `template` and `secret`. */
export type Values = Record<string, unknown>;

/** Returns the values for one attempt. `folder` is where the template's files lie. */
export function placeholderValues({ job, template, secrets }: Assignment, folder: string): Values {
  return {
    payload: job.payload,
    secret: secrets,
    job: { id: job.id, attempt: job.attempt, queue: job.queue, createdAt: job.createdAt },
    template: {
      name: template.name,
      version: template.version,
      folder,
    },
  };
}

/**
 * Fills a URL. A placeholder at its start is not changed. Any other is percent-encoded, so that it
 * stays within its path segment or parameter. One in the path is refused where it is empty or dots:
 * `DELETE /users/` is not `DELETE /users/7`.
 */
export function fillUrl(text: string, values: Values): string {
  const query = text.search(/[?#]/);
  return text.replace(placeholder, (_, path: string, at: number) => {
    const value = textOf(lookUp(path, values));
    if (at === 0) return value;
    const inPath = query === -1 || at < query;
    if (inPath && ["", ".", ".."].includes(value))
      refuse(`{{${path}}} is empty or dots, which cannot be part of the address ${text}`);
    return encodeURIComponent(value.toWellFormed());
  });
}

/**
 * Fills the value of a header. Returns undefined where one of its placeholders has no value: for
 * `Bearer {{payload.token}}` without a token, no header is sent.
 */
export function fillHeader(name: string, text: string, values: Values): string | undefined {
  const value = fillPlaceholders(text, values);
  // The characters of field values in RFC 9110. A line break would start another header.
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    refuse(
      `The header ${name} would hold a line break or another character that headers cannot hold`,
    );
  return text.matchAll(placeholder).some(([, path = ""]) => textOf(lookUp(path, values)) === "")
    ? undefined
    : value;
}

/**
 * Fills the strings of a JSON value. A string that is one placeholder becomes the value with its
 * type; without a value, its field is left out of the object. Placeholders in longer strings become
 * text.
 */
export function fillJson(value: unknown, values: Values): unknown {
  if (typeof value === "string") return fillString(value, values);
  if (Array.isArray(value)) return value.map((item) => fillJson(item, values) ?? null);
  if (typeof value !== "object" || value === null) return value;
  const filled = Object.entries(value).map(([key, item]) => [key, fillJson(item, values)] as const);
  return Object.fromEntries(filled.filter(([, item]) => item !== undefined));
}

/**
 * Fills a command line, of which each element stays one argument. An element that is one placeholder
 * without a value is left out, and so is a list of arguments of which one has a placeholder without a
 * value. Refuses text that the program would read as an option, unless the template has `--` before it.
 */
export function fillArguments(argv: CommandRun["argv"], values: Values): string[] {
  return wordsOf(argv, values).map((word) => {
    if (optionPath(word, values) !== undefined) refuseOption(word);
    return fillPlainText(word.text, values);
  });
}

function refuseOption({ text, before }: Word): never {
  const last = before.at(-1) ?? "";
  const advice = last.startsWith("-") ? `write "${last}=${text}"` : 'put "--" before it';
  return refuse(
    `${text} begins with "-" once it is filled in, so the program would read it as an option; ${advice} in argv, or pass it on standard input`,
  );
}

/** Fills variables; one that is a single placeholder without a value is left out. */
export function fillVariables(
  variables: Record<string, string>,
  values: Values,
): Record<string, string> {
  const given = Object.entries(variables).filter(
    ([, text]) => !(isOnePlaceholder(text) && lacksValue(text, values)),
  );
  return Object.fromEntries(given.map(([name, text]) => [name, fillPlainText(text, values)]));
}

/** Fills an argument, a variable or a path. Refuses a NUL, at which operating systems cut them. */
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

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function refuse(detail: string): never {
  return fail("invalid-payload", detail);
}
