import { RE2JS } from "re2js";

/** A compiled `pattern`. */
export type LinearPattern = { test: (text: string) => boolean; toString: () => string };

/**
 * Patterns of the commonest form, which the ordinary engine reads in one pass too, many times
 * faster: from the beginning of the text on, letters and sets of letters of which one at most may
 * repeat. There is nothing to go back to.
 */
const one = String.raw`(?:\[[\w.\-]+\]|[\w/-])`;
const straight = new RegExp(
  String.raw`^\^${one}*(?:${one}(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\}))?${one}*\$?$`,
);

/**
 * Compiles a schema's `pattern` for an engine whose time grows with the text only (RE2), so that no
 * template can hang a process. Throws for what that engine does not know: look-arounds and
 * back-references.
 */
export function linearPattern(pattern: string): LinearPattern {
  if (straight.test(pattern)) return new RegExp(pattern, "u");
  // RE2 would read it as a letter with a name in brackets.
  if (/(?<!\\)(?:\\\\)*\\k</.test(pattern))
    throw new SyntaxError("back-references are not supported");
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  // ajv tells patterns apart by their text.
  return { test: (text) => compiled.test(text), toString: () => pattern };
}

// How ajv's generated scripts name the function above; whoever runs such a script maps the name.
linearPattern.code = 'require("formwork/pattern").linearPattern';
