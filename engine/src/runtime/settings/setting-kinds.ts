import { resolve } from "node:path";
import { isDuration, parseDuration } from "@formwork/contracts/duration";

/** How the text of one variable becomes a value. */
export type Setting<T> = {
  /** Returns the value of a text; throws when the text is not allowed. */
  read: (text: string) => T;
  /** The value of a variable that is not set; undefined makes the variable required. */
  fallback: T | undefined;
  /** What is allowed, for the message of a fault: "it has to be …". */
  allowed: string;
  /** True where the message of a fault may show what was given: it can hold no password. */
  isPlain?: boolean;
  /** Returns what is wrong with a value, fallbacks included: "has to be …". */
  rule?(value: T): string | null;
};

/** Accepts a text that matches `pattern`. */
export function text(
  fallback?: string,
  pattern: RegExp = /^[\s\S]+$/,
  allowed = "a text",
): Setting<string> {
  return { read: (value) => (pattern.test(value) ? value : refuse()), fallback, allowed };
}

/** Accepts a path; the value is absolute. */
export function folder(fallback: string): Setting<string> {
  return { read: (path) => resolve(path), fallback: resolve(fallback), allowed: "a folder" };
}

/** Accepts the scheme, host and port of a web address; the value has no slash at its end. */
export function origin(allowed: string): Setting<string> {
  const read = (value: string) =>
    /^https?:\/\/[^/\s]+\/?$/.test(value) ? value.replace(/\/$/, "") : refuse();
  return { read, fallback: undefined, allowed };
}

/** Accepts a whole number from `min` to `max`. */
export function integer(fallback: number, min: number, max: number): Setting<number> {
  const read = (value: string) => {
    const number = Number(value);
    return /^\d+$/.test(value) && number >= min && number <= max ? number : refuse();
  };
  return { read, fallback, allowed: `a whole number from ${min} to ${max}`, isPlain: true };
}

/** Accepts a duration; the value is in milliseconds. */
export function duration(fallback: string): Setting<number> {
  return {
    read: (value) => (isDuration(value) ? parseDuration(value) : refuse()),
    fallback: parseDuration(fallback),
    allowed: "a duration such as 500ms, 30s, 10m or 1h30m",
    isPlain: true,
  };
}

/** Accepts one of `words`. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
  fallback?: Word,
): Setting<Word> {
  return {
    read: (value) => words.find((word) => word === value) ?? refuse(),
    fallback,
    allowed: `one of ${words.join(", ")}`,
    isPlain: true,
  };
}

/** Accepts words separated by commas. */
export function list(fallback: string[] = []): Setting<string[]> {
  const read = (value: string) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean);
  return { read, fallback, allowed: "words between commas" };
}

/** Accepts secrets of at least `minLength` characters, separated by commas. */
export function secretList(minLength: number): Setting<string[]> {
  const read = (value: string) => {
    const secrets = list().read(value);
    return secrets.every((one) => one.length >= minLength) ? secrets : refuse();
  };
  const allowed = `texts of at least ${minLength} characters each, with commas between`;
  return { read, fallback: [], allowed };
}

/** Makes a setting's value null when its variable is not set. */
export function optional<T>(setting: Setting<T>): Setting<T | null> {
  const rule = (value: T | null) => (value === null ? null : (setting.rule?.(value) ?? null));
  return { ...setting, fallback: null, rule };
}

function refuse(): never {
  throw new RangeError("not allowed");
}
