import { joinWords } from "../../text/join-words.ts";
import { linePattern, linesPattern } from "../../text/line-pattern.ts";
import { type CharacterSet, type PatternPart, readPattern } from "./read-pattern.ts";

type TextPart = Extract<PatternPart, { text: string }>;
type SetPart = Extract<PatternPart, { set: CharacterSet }>;

/**
 * Says in words what a pattern allows, where it is simple enough; a pattern with groups or choices
 * is shown as it is.
 */
export function describePattern(pattern: string): string {
  return wordsOf.get(pattern) ?? inWords(pattern) ?? `must match the pattern ${pattern}`;
}

/** Words for patterns that are no sequence of characters. */
const wordsOf = new Map([
  ["\\S", "must not be blank"],
  [linePattern, "must be one line of text, not blank and without control characters"],
  [linesPattern, "must be text without control characters other than tabs and line breaks"],
]);

function inWords(pattern: string): string | undefined {
  const read = readPattern(pattern);
  if (read === undefined || read.parts.length === 0) return undefined;
  const { parts, start, end } = read;
  const texts = choicesOf(parts);
  if (texts !== undefined) return textWords(texts, start, end);
  const [first, second] = parts;
  if (first === undefined || !start) return undefined;
  if (!end) return parts.length === 1 && "set" in first ? startWords(first) : undefined;
  if ("set" in first && parts.length === 1) return `must be ${amount(first)}`;
  if (second === undefined || !("set" in second) || parts.length > 2) return undefined;
  if ("text" in first)
    return isOnce(first) ? `must be ${first.text} followed by ${amount(second)}` : undefined;
  return isOnce(first)
    ? `must start with one of ${names(first.set)}, then ${amount(second)}`
    : undefined;
}

function isOnce({ min, max }: PatternPart): boolean {
  return min === 1 && max === 1;
}

/** Lists the texts that a pattern of fixed and optional characters allows. */
function choicesOf(parts: readonly PatternPart[]): string[] | undefined {
  const isFixed = (part: PatternPart): part is TextPart => "text" in part && part.max === 1;
  if (!parts.every(isFixed) || parts.filter(({ min }) => min === 0).length > 2) return undefined;
  return parts.reduce<string[]>(
    (texts, { text, min }) => [
      ...(min === 0 ? texts : []),
      ...texts.map((before) => before + text),
    ],
    [""],
  );
}

function textWords(texts: readonly string[], start: boolean, end: boolean): string {
  const shown = texts.join(" or ");
  if (start && end) return `must be ${shown}`;
  if (start) return `must start with ${shown}`;
  return end ? `must end with ${shown}` : `must contain ${shown}`;
}

function startWords(part: SetPart): string | undefined {
  if (part.min === 0) return undefined;
  const { negated } = part.set;
  return negated
    ? `must not start with ${names({ ...part.set, negated: false })}`
    : `must start with one of ${names(part.set)}`;
}

/** Returns "8 of a–f and 0–9", "one or more of …" and the like. */
function amount({ set, min, max }: SetPart): string {
  return `${times(min, max)} of ${names(set)}`;
}

function times(min: number, max: number): string {
  if (min === max) return min === 1 ? "one" : String(min);
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? "any number" : `${min} or more`;
  return min === 0 ? `at most ${max}` : `${min} to ${max}`;
}

/** Returns "a–z, 0–9 and . - _": ranges and letters first, then signs. */
function names({ names: all, negated }: CharacterSet): string {
  const isSign = (name: string) => /^[^\p{L}\p{N}]$/u.test(name);
  const signs = all.filter(isSign).join(" ");
  const others = all.filter((name) => !isSign(name));
  const listed = joinWords(signs === "" ? others : [...others, signs], negated ? "or" : "and");
  return negated ? `any characters but ${listed}` : listed;
}
