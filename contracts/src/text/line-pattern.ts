/**
 * What is no part of a text that people read as it is written: control characters, the line and
 * paragraph separators of Unicode, and marks that change the direction of the text after them. These
 * stand in the patterns as they are, since engines of other languages write them otherwise.
 */
const marks = "\u2028-\u202e\u2066-\u2069";
/** Inside the brackets of a pattern: what a line of text does not have. */
export const notInLine = `\\x00-\\x1f\\x7f-\\x9f${marks}`;

/**
 * Matches one line of text that is not blank, such as a name or a tag; without classes of Unicode, which
 * engines of other languages write otherwise.
 */
export const linePattern = `^[^${notInLine}]*[^${notInLine}\\s][^${notInLine}]*$`;

/** Matches text that may have several lines, tabs, and no other control characters; also none. */
export const linesPattern = `^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f${marks}]*$`;
