import { RE2JS } from "re2js";

/** A compiled `pattern`. */
export type LinearPattern = { test: (text: string) => boolean; toString: () => string };

/**
 * Compiles a schema's `pattern` for an engine whose time grows with the text only (RE2), so that no template can hang a process.
 * Throws for what that engine does not know: look-arounds and back-references.
 */
export function linearPattern(pattern: string): LinearPattern {
  // RE2 would read it as a letter with a name in brackets.
  if (/(?<!\\)(?:\\\\)*\\k</.test(pattern)) throw new SyntaxError("back-references are not supported");
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  // ajv tells patterns apart by their text.
  return { test: (text) => compiled.test(text), toString: () => pattern };
}

// How ajv's generated scripts name the function above; whoever runs such a script maps the name.
linearPattern.code = 'require("formwork/pattern").linearPattern';
