import { closest, distance } from "fastest-levenshtein";

/** The candidate that differs from `word` in few letters, or undefined where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const best = closest(word, candidates);
  return distance(word, best) <= Math.max(2, Math.ceil(word.length / 4)) ? best : undefined;
}
