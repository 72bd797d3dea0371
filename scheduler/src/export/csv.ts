/**
 * Writes one record of CSV (RFC 4180). Every cell is quoted: a program that splits at semicolons, as
 * some do by their language, still sees whole cells.
 */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${inert(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

/** What a spreadsheet may skip before it looks for a formula: blanks, marks and quotation marks. */
const skipped = /^[\s\p{C}\p{Z}\p{Quotation_Mark}`´]+/u;
/** The first character of a formula, or of a blank that some programs take for the end of a cell. */
const starter = /^[=+\-−@\t\r\n]/u;

/**
 * Returns a text that no spreadsheet takes for a formula: one that could be is begun with an
 * apostrophe. Wide and small forms of a sign count as the sign.
 */
function inert(text: string): string {
  const begin = text.replace(skipped, "").slice(0, 2).normalize("NFKC");
  return starter.test(text) || starter.test(begin) ? `'${text}` : text;
}
