/** Characters that terminals draw two columns wide: East Asian wide forms, and pictures. */
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u;
const invisible = /^[\p{M}\p{C}\u200b-\u200f]+$/u;
const ascii = /^[ -~]*$/;
const segmenter = new Intl.Segmenter("en");

/** Returns how many columns a line of clean text takes. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += widthOfOne(segment);
  return width;
}

function widthOfOne(segment: string): number {
  if (invisible.test(segment)) return 0;
  return wide.test(segment) ? 2 : 1;
}

/** Cuts a line to a number of columns; what is cut ends in an ellipsis. */
export function fitText(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let fitted = "";
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += widthOfOne(segment);
    if (width > columns - 1) break;
    fitted += segment;
  }
  return columns < 1 ? "" : `${fitted.trimEnd()}…`;
}

/** Fills a line up with blanks to a number of columns. */
export function padText(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}
