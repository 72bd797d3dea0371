import { inexactNumberMessage } from "@formwork/contracts/json/exact-number";

/** The number that a text stands for (undefined for an empty one), or why it stands for none. */
export type NumberOfText = { value: number | undefined } | { message: string };

/**
 * Reads a number as people type it. A comma or a dot is the decimal mark; where the text could also
 * mean thousands, as 1.234 does to readers of 1,5, it is refused. `decimalMark` is that of the
 * reader's language.
 */
export function readNumber(typed: string, decimalMark: string): NumberOfText {
  const text = typed.trim().replace(/^[−–]/, "-").replace(/^\+/, "");
  if (text === "") return { value: undefined };
  const marks = text.match(/[.,]|(?<=\d)[\s'’](?=\d)/g) ?? [];
  if (marks.length > 1 || /[\s'’]/.test(marks[0] ?? ""))
    return { message: `must be written without separators of thousands: 1234${decimalMark}5` };
  if (marks[0] !== decimalMark && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text))
    return { message: ambiguous(text, decimalMark) };
  const written = text.replace(",", ".");
  if (!/^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written))
    return { message: "is not a number" };
  const inexact = inexactNumberMessage(written);
  return inexact === null ? { value: Number(written) } : { message: inexact };
}

/** Writes a number as `readNumber` reads it. */
export function writeNumber(value: unknown, decimalMark: string): string {
  if (value === undefined || value === null) return "";
  return typeof value === "number" ? String(value).replace(".", decimalMark) : String(value);
}

function ambiguous(text: string, decimalMark: string): string {
  const [whole, fraction] = text.split(/[.,]/);
  return `is unclear: write ${whole}${fraction} or ${whole}${decimalMark}${fraction}`;
}
