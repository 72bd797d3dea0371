/** Makes the `ETag` of a reply from some of its fields. */
export function entityTag(fields: readonly string[], reply: unknown): string {
  return `"${fields.map((field) => String(Object(reply)[field])).join(".")}"`;
}

/**
 * Returns true where a write may go on: `If-Match` names the tag of what is there, and
 * `If-None-Match` does not. The tag is null where nothing is there.
 */
export function isAsExpected(
  tag: string | null,
  { "if-match": match, "if-none-match": noneMatch }: Record<string, string | undefined>,
): boolean {
  return (match === undefined || names(match, tag)) && !(noneMatch && names(noneMatch, tag));
}

/** Returns true for an `If-None-Match` that names the tag; `fetch` adds headers that ask for more. */
export function isFresh(tag: string, header = ""): boolean {
  return names(header, tag);
}

function names(header: string, tag: string | null): boolean {
  if (header.trim() === "*") return tag !== null;
  return header.split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
}
