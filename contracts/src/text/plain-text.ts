/**
 * What a terminal obeys and a page would show as noise: escape sequences (colours, cursor moves,
 * window titles, links), all control characters but tab and line feed, and the marks that change
 * the direction of the text after them.
 */
const escapeSequence =
  // A CSI sequence; an OSC, DCS, SOS, PM or APC string with its end; any other escape.
  "(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]|\\x1b[\\]PX^_][^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)?|\\x1b[ -/]*[0-~]?";
const control = "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]";
const invisible = new RegExp(`${escapeSequence}|${control}`, "g");
const lineEnd = /\r+\n?/g;

/** Returns a text without escape sequences, control characters and marks of direction. */
export function plainText(text: string): string {
  return text.replace(lineEnd, "\n").replace(invisible, "");
}
