/** Below this character no text has two forms: letters of Western languages are one character. */
const beyondLatin = /[\u0300-\uffff]/;
const oddCase = /i\u0307|[ıς]/;

/** Returns a text in one form: whether an accent is a character of its own or not, it looks the same. */
export function composedText(text: string): string {
  return beyondLatin.test(text) ? text.normalize("NFC") : text;
}

/**
 * Returns a text as searches compare it: composed, in lower case, and without differences that only
 * case makes in some alphabets (İ and ı are i, and ς is σ).
 */
export function foldedText(text: string): string {
  const lower = composedText(text).toLowerCase();
  return oddCase.test(lower)
    ? lower.replaceAll("i\u0307", "i").replaceAll("ı", "i").replaceAll("ς", "σ")
    : lower;
}

/** Returns the words of a search, as they are compared with folded texts. */
export function searchWords(search: string): string[] {
  return [...new Set(foldedText(search).split(/\s+/).filter(Boolean))];
}
