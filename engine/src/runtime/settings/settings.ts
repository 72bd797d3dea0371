import { isDuration, parseDuration } from "@formwork/contracts/duration";
import { nearest } from "@formwork/contracts/nearest";

/** Settings of a process: one schema, read once from the environment, all faults in one message. */

/**
 * How one variable is read. `read` answers the value or throws a sentence that ends "… must be".
 */
export type Setting<T> = { read: (text: string) => T; fallback: T | undefined; allowed: string };

/** A text of one of these forms. */
export function text(
  fallback?: string,
  pattern: RegExp = /^[\s\S]+$/,
  allowed = "a text",
): Setting<string> {
  return { read: (value) => (pattern.test(value) ? value : refuse()), fallback, allowed };
}

/** A whole number within bounds. */
export function whole(fallback: number, least: number, most: number): Setting<number> {
  const read = (value: string) => {
    const number = Number(value);
    return /^\d+$/.test(value) && number >= least && number <= most ? number : refuse();
  };
  return { read, fallback, allowed: `a whole number from ${least} to ${most}` };
}

/** A length of time, in milliseconds. */
export function span(fallback: string): Setting<number> {
  return {
    read: (value) => (isDuration(value) ? parseDuration(value) : refuse()),
    fallback: parseDuration(fallback),
    allowed: "a duration such as 500ms, 30s, 10m or 1h30m",
  };
}

/** One of a few words. */
export function word<const W extends string>(
  words: readonly W[],
  fallback: W | undefined,
): Setting<W> {
  return {
    read: (value) => words.find((candidate) => candidate === value) ?? refuse(),
    fallback,
    allowed: `one of ${words.join(", ")}`,
  };
}

/** Words between commas. */
export function list(fallback: string[] = []): Setting<string[]> {
  return {
    read: (value) =>
      value
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    fallback,
    allowed: "words between commas",
  };
}

/** The same setting, for one that may be left out. */
export function optional<T>(setting: Setting<T>): Setting<T | null> {
  return { ...setting, fallback: null };
}

type Values<S> = { [K in keyof S]: S[K] extends Setting<infer T> ? T : never };
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads every setting of `schema` (variable name → setting) and freezes the result. `rules` look
 * across fields and answer faults. Throws one Error that lists all faults; a `FORMWORK_…` variable
 * that `known` does not name is a fault, with the near name.
 */
export function readSettings<S extends Record<string, Setting<unknown>>>(params: {
  schema: S;
  env: Environment;
  known: readonly string[];
  rules?: (values: Values<S>) => string[];
}): Readonly<Values<S>> {
  const faults = unknownNames(params.env, params.known);
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(params.schema)) {
    const given = params.env[name];
    try {
      values[name] = given === undefined || given === "" ? setting.fallback : setting.read(given);
      if (values[name] === undefined) faults.push(`${name} is required: ${setting.allowed}`);
    } catch {
      faults.push(`${name} is "${given}"; it has to be ${setting.allowed}`);
    }
  }
  // The schema's own keys were just filled in, each with its setting's type.
  const read = values as Values<S>;
  if (faults.length === 0) faults.push(...(params.rules?.(read) ?? []));
  if (faults.length > 0)
    throw new Error(
      `Formwork cannot start with these settings:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
  return Object.freeze(read);
}

const prefix = "FORMWORK_";

function unknownNames(env: Environment, known: readonly string[]): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .map((name) => {
      const near = nearest(
        name.slice(prefix.length),
        known.map((other) => other.slice(prefix.length)),
      );
      return `${name} is not a setting${near === undefined ? "" : `; did you mean ${prefix}${near}?`}`;
    });
}

function refuse(): never {
  throw new RangeError("not allowed");
}
