/** A job with its stored payload. */
export type StoredPayload = { id: string; payload: Record<string, unknown> };

/** What replacing the keys that seal secrets has to do with jobs. */
export type SealStore = {
  /**
   * Looks at the next `limit` jobs, in the order in which they were stored or of their ids, and
   * returns those whose payloads hold seals. `next` continues after them; it is null at the end.
   */
  sealedPayloads: (params: {
    after: string | null;
    limit: number;
  }) => Promise<{ items: StoredPayload[]; looked: number; next: string | null }>;
  /**
   * Stores the same payloads under other seals. A job that is gone stays so; no event tells of it.
   */
  replacePayloads: (params: { items: StoredPayload[] }) => Promise<void>;
};
