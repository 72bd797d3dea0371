/**
 * Returns the last eight characters of an id. Ids begin with the time of creation, so the first ones
 * are alike.
 */
export function shortId(id: string): string {
  return id.length <= 8 ? id : id.slice(-8);
}
