import { closest, distance } from "fastest-levenshtein";

/**
 * Returns the candidate with the least edit distance to `word`, or undefined where the distance is
 * above two letters and a third of the word.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length > 100) return undefined;
  const best = closest(word, candidates);
  return distance(word, best) <= (word.length < 3 ? 1 : Math.max(2, Math.floor(word.length / 3)))
    ? best
    : undefined;
}

/** Returns the end of a message that refuses `word`: `; did you mean …?`, or nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined || near === word ? "" : `; did you mean ${near}?`;
}
