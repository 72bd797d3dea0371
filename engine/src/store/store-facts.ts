/** What can be told of a store without opening it, so that nothing in it is changed. */
export type StoreFacts = {
  /** Version of its schema; null where there is no database yet. */
  schema: number | null;
  /** The newest one that this version knows. */
  newestSchema: number;
  /** Id of the key that seals; null where none has sealed yet. */
  keyId: string | null;
};

/** Reads the id in the stored row about the key; null where there is none. */
export function keyIdIn(document: unknown): string | null {
  const row: unknown = typeof document === "string" ? JSON.parse(document) : document;
  if (typeof row !== "object" || row === null || !("fingerprint" in row)) return null;
  return String(row.fingerprint);
}
