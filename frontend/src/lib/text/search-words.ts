/** Returns the words of a search, in small letters, for texts that are in small letters too. */
export function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
