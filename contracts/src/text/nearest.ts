import { closest, distance } from "fastest-levenshtein";

/**
 * Returns the candidate with the least edit distance to `word`, or undefined where more than a third
 * of the word is different. Letters in another order count as near.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length > 100) return undefined;
  const best = closest(word, candidates);
  const allowed = Math.max(1, Math.floor(word.length / 3));
  return distance(word, best) <= allowed || sortedLetters(word) === sortedLetters(best)
    ? best
    : undefined;
}

const sortedLetters = (word: string) => [...word].sort().join("");

/** Returns the end of a message that refuses `word`: `; did you mean …?`, or nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined || near === word ? "" : `; did you mean ${near}?`;
}
