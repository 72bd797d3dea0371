import { RE2JS } from "re2js";

/** A compiled `pattern`, matched in time linear in the text. */
export type LinearPattern = { test: (text: string) => boolean; toString: () => string };

/**
 * The commonest form of patterns: anchored at the start, then characters and sets of characters of
 * which one at most repeats. JavaScript's own engine matches it without backtracking, many times
 * faster than RE2.
 */
const atom = String.raw`(?:\[\^?[\w.\-/+]+\]|[.\w/:#@=,-]|\\[./])`;
const withoutBacktracking = new RegExp(
  String.raw`^\^${atom}*(?:${atom}(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\}))?${atom}*\$?$`,
);

/** Returns true for a pattern that is matched by RE2, and false for one of the commonest form. */
export function needsRe2(pattern: string): boolean {
  return !withoutBacktracking.test(pattern);
}

/**
 * Compiles a schema's `pattern` for RE2, so that no pattern of a template can block a process.
 * Throws a SyntaxError for look-arounds and back-references, which RE2 does not support.
 */
export function linearPattern(pattern: string): LinearPattern {
  if (!needsRe2(pattern)) return new RegExp(dotsOfRe2(pattern), "u");
  // RE2 would read `\k<name>` as the letter k and a name in brackets.
  if (/(?<!\\)(?:\\\\)*\\k</.test(pattern))
    throw new SyntaxError("back-references are not supported");
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  // ajv caches patterns by their text.
  return { test: (text) => compiled.test(text), toString: () => pattern };
}

/** Writes each dot out: of the ends of lines, RE2's dot leaves out only one. */
function dotsOfRe2(pattern: string): string {
  return pattern.replace(/\\.|\[[^\]]*\]|\./g, (part) => (part === "." ? "[^\\n]" : part));
}

// The name by which ajv's generated scripts import the function; who runs one resolves it.
linearPattern.code = 'require("formwork/pattern").linearPattern';
