/** Longest text of one line unless told, in UTF-16 units, the ellipsis included. */
const usualLength = 200;

/** Text that may stay as it is: printable ASCII and dots between values, with single blanks; none. */
const plain = /^(?:[!-~·]+(?: [!-~·]+)*)?$/;
/** Characters that turn the direction of the text around them, in lines of other texts too. */
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
const blanks = /[\s\p{Cc}\u2028\u2029]+/gu;
const loneSurrogates = /\p{Surrogate}/gu;

/** A character that can be seen, unlike a blank or a mark of direction. */
const visible = /[^\p{Z}\p{C}\p{M}]/u;

/** Returns true for a text in which something can be seen. */
export function isVisible(text: string): boolean {
  return visible.test(text);
}

/**
 * Makes one line of a text: line breaks and control characters become blanks, and characters that
 * override the direction of writing are removed. A long line is cut between two characters and
 * ends in an ellipsis.
 */
export function oneLine(text: string, maxLength: number = usualLength): string {
  const line = plain.test(text) ? text : cleaned(text);
  return line.length <= maxLength ? line : `${cut(line, maxLength - 1).trimEnd()}…`;
}

function cleaned(text: string): string {
  return text
    .replace(directionOverrides, "")
    .replace(blanks, " ")
    .replace(loneSurrogates, "\ufffd")
    .trim();
}

/** Returns the whole characters, as a reader sees them, of the first `length` units. */
function cut(line: string, length: number): string {
  // A character may go on after the limit; what lies further back does not matter.
  const near = line.slice(0, length + 50);
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter("en").segment(near)) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  // One character that is longer than the line has no boundary in it.
  return end > 0 ? line.slice(0, end) : line.slice(0, length).replace(loneSurrogates, "");
}
