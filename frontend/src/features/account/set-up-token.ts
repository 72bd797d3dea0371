/**
 * Returns the token of a set-up link, or an empty text. It stands after the `#`, which browsers send to
 * no server; links that an older version printed have it in the query.
 */
export function setUpTokenOf({ hash, search }: { hash: string; search: string }): string {
  const inHash = new URLSearchParams(hash.slice(1)).get("token");
  return inHash ?? new URLSearchParams(search).get("token") ?? "";
}
