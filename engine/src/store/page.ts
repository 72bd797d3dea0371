/** One page of a list; `next` is the cursor of the page after it, or null after the last one. */
export type Page<T> = { items: T[]; next: string | null };
/** Which page of a list: `cursor` is the `next` of the page before it. */
export type Paging = { limit: number; cursor?: string | undefined };
