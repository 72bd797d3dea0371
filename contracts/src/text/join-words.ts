/** Joins words as a sentence lists them: "a, b and c", or with "or" before the last one. */
export function joinWords(words: readonly string[], conjunction: "and" | "or"): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}
