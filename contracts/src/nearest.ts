import { closest, distance } from "fastest-levenshtein";

/** The candidate that differs from `word` in few letters, or undefined where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length > 100) return undefined;
  const best = closest(word, candidates);
  return distance(word, best) <= (word.length < 3 ? 1 : Math.max(2, Math.floor(word.length / 3)))
    ? best
    : undefined;
}

/**
 * `; did you mean …?` where a candidate is near, else nothing: the end of a sentence that refuses
 * `word`.
 */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined || near === word ? "" : `; did you mean ${near}?`;
}
