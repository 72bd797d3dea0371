import { plainText } from "@formwork/contracts/text/plain-text";

const noLetters = /[^\p{L}]+/gu;

/**
 * Returns true for a text that a carriage return has redrawn, such as `step 1` by `step 2`: the
 * letters are the same, and numbers, bars and signs alone have changed. Others are said one after
 * another, with carriage returns as their line ends.
 */
export function isRedrawn(before: string, after: string): boolean {
  return lettersOf(before) === lettersOf(after);
}

/** Returns true for a text of which a terminal shows nothing, such as one that clears a line. */
export function isBlank(text: string): boolean {
  return plainText(text).trim() === "";
}

function lettersOf(text: string): string {
  return plainText(text).replace(noLetters, "");
}
