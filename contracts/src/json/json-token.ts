/** The characters that tell the tokens of JSON apart, and where a token of a valid text ends. */

export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
export const backslash = 0x5c;
const upperE = 0x45;
const lowerE = 0x65;

/** Returns true for the first character of a number. */
export function startsNumber(code: number): boolean {
  return (code >= zero && code <= nine) || code === minus;
}

/** Returns true for the mark of a power of ten in a number. */
export function isExponentMark(code: number): boolean {
  return code === lowerE || code === upperE;
}

/** Returns the index after a number, for that of one of its characters. */
export function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (isInNumber(text.charCodeAt(at))) at++;
  return at;
}

function isInNumber(code: number): boolean {
  return (
    (code >= zero && code <= nine) ||
    code === point ||
    isExponentMark(code) ||
    code === plus ||
    code === minus
  );
}

/** Returns the index of the quote that ends a string, for that of the quote that starts it. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === backslash) slashes++;
  return slashes % 2 === 1;
}
