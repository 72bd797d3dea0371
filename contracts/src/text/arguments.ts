import { fillPlaceholders, lookUp, placeholder } from "./placeholders.ts";

type Values = Record<string, unknown>;
/** A command line with placeholders; an inner list stands or falls as a whole. */
type Arguments = readonly (string | readonly string[])[];

/** A word of a command line that takes part in it, and the words before it, present or not. */
export type Word = { text: string; before: readonly string[] };

/**
 * Lists the words of a command line that are left once placeholders have values: an element that is
 * one placeholder without a value is left out, and so is a list with such a placeholder.
 */
export function wordsOf(argv: Arguments, values: Values): Word[] {
  const words: Word[] = [];
  const before: string[] = [];
  for (const element of argv) {
    const texts = typeof element === "string" ? [element] : element;
    const isAbsent =
      typeof element === "string"
        ? isOnePlaceholder(element) && lacksValue(element, values)
        : element.some((text) => lacksValue(text, values));
    for (const text of texts) {
      if (!isAbsent) words.push({ text, before: [...before] });
      before.push(text);
    }
  }
  return words;
}

/**
 * Returns the path of the placeholder by which a program would take a word for an option: the word
 * begins with it, begins with `-` once it is filled in, and has no `--` before it. A number may be
 * negative, and is no option; nor is the program itself.
 */
export function optionPath({ text, before }: Word, values: Values): string | undefined {
  const path = leadingPath(text);
  if (path === undefined || before.length === 0 || before.includes("--")) return undefined;
  const isNumber = isOnePlaceholder(text) && typeof lookUp(path, values) === "number";
  return !isNumber && fillPlaceholders(text, values).startsWith("-") ? path : undefined;
}

/** Whether a text is one placeholder and nothing else. */
export function isOnePlaceholder(text: string): boolean {
  const [match] = text.matchAll(placeholder);
  return match?.[0] === text;
}

/** Whether a placeholder of a text has no value. */
export function lacksValue(text: string, values: Values): boolean {
  return text
    .matchAll(placeholder)
    .some(([, path = ""]) => (lookUp(path, values) ?? null) === null);
}

function leadingPath(text: string): string | undefined {
  const [match] = text.matchAll(placeholder);
  return match?.index === 0 ? match[1] : undefined;
}
