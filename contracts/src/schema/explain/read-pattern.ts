/** One place of a pattern: the texts or the characters that may stand there, and how often. */
export type PatternPart = ({ text: string } | { set: CharacterSet }) & { min: number; max: number };
/** Characters and ranges as they are shown, such as `a–z` and `-`. */
export type CharacterSet = { names: readonly string[]; negated: boolean };
export type ReadPattern = { parts: PatternPart[]; start: boolean; end: boolean };

const classNames: Record<string, readonly string[]> = {
  "\\d": ["0–9"],
  "\\w": ["a–z", "A–Z", "0–9", "_"],
};
const token =
  /(?<set>\[\^?(?:\\.|[^\]\\])+\])|(?<named>\\[dw])|\\(?<escaped>[^\p{L}\p{N}])|(?<plain>[^\\^$.*+?()[\]{}|])/uy;
const quantifier = /[*+?]|\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y;
const member = /(\\[dw])|(\\[^\p{L}\p{N}]|[^\\])(?:-(\\[^\p{L}\p{N}]|[^\\]))?/gu;

/**
 * Reads a pattern that is a plain sequence of characters and sets of characters; undefined for one
 * with groups, choices or other parts.
 */
export function readPattern(pattern: string): ReadPattern | undefined {
  const start = pattern.startsWith("^");
  const end = /(?<!\\)(?:\\\\)*\$$/.test(pattern);
  const body = pattern.slice(start ? 1 : 0, end ? -1 : undefined);
  const parts: PatternPart[] = [];
  for (let at = 0; at < body.length; ) {
    const found = matchAt(token, body, at);
    if (found === null) return undefined;
    const count = matchAt(quantifier, body, at + found[0].length);
    const part = partOf(found, count);
    if (part === undefined) return undefined;
    parts.push(part);
    at += found[0].length + (count?.[0].length ?? 0);
  }
  return { parts: joinTexts(parts), start, end };
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}

function partOf(found: RegExpExecArray, count: RegExpExecArray | null): PatternPart | undefined {
  const { set, named, escaped, plain } = found.groups ?? {};
  const times = timesOf(count);
  if (set === undefined && named === undefined) return { text: escaped ?? plain ?? "", ...times };
  const read =
    set === undefined ? { names: classNames[named ?? ""] ?? [], negated: false } : readSet(set);
  return read === undefined ? undefined : { set: read, ...times };
}

function timesOf(count: RegExpExecArray | null): { min: number; max: number } {
  if (count === null) return { min: 1, max: 1 };
  const [word, least, comma, most] = count;
  if (word === "?") return { min: 0, max: 1 };
  if (least === undefined) return { min: word === "+" ? 1 : 0, max: Number.POSITIVE_INFINITY };
  if (comma === undefined) return { min: Number(least), max: Number(least) };
  return { min: Number(least), max: most === undefined ? Number.POSITIVE_INFINITY : Number(most) };
}

function readSet(set: string): CharacterSet | undefined {
  const negated = set.startsWith("[^");
  const body = set.slice(negated ? 2 : 1, -1);
  const names: string[] = [];
  let length = 0;
  for (const [whole, named, from, to] of body.matchAll(member)) {
    length += whole.length;
    names.push(...(named === undefined ? [rangeName(from, to)] : (classNames[named] ?? [])));
  }
  // Parts of the set that were not understood make the length differ.
  const isRead = length === body.length && names.every((name) => /^[!-~–¡-ɏ]+$/u.test(name));
  return isRead ? { names: [...new Set(names)], negated } : undefined;
}

function rangeName(from = "", to?: string): string {
  const first = from.replace("\\", "");
  return to === undefined ? first : `${first}–${to.replace("\\", "")}`;
}

/** Joins neighbouring characters that stand there once to one text. */
function joinTexts(parts: readonly PatternPart[]): PatternPart[] {
  const joined: PatternPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last !== undefined && isOnce(last) && isOnce(part))
      joined.splice(-1, 1, { ...last, text: last.text + part.text });
    else joined.push(part);
  }
  return joined;
}

function isOnce(part: PatternPart): part is PatternPart & { text: string } {
  return "text" in part && part.min === 1 && part.max === 1;
}
