import { oneLine } from "@formwork/contracts/text/one-line";
import { plainText } from "@formwork/contracts/text/plain-text";

/** Longest cell or title that is kept, in UTF-16 units, before the terminal's width cuts it. */
const maxLineLength = 2000;

/** Makes one line of a text of others, without anything that a terminal obeys. */
export function cleanLine(text: string): string {
  return oneLine(plainText(text), maxLineLength);
}

/**
 * What JSON leaves as it is although a terminal obeys it: control characters above ASCII, line
 * separators, and marks that change the direction of the text after them.
 */
const active = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Writes a value as JSON that a terminal shows and never obeys; it parses to the same value. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    active,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
