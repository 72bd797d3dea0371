/** What `useInfiniteQuery` needs to read a list page by page: each page names the cursor of the next. */
export const cursorPages = {
  initialPageParam: null as string | null, // widened to the type of later cursors
  getNextPageParam: ({ next }: { next: string | null }) => next,
};

/** Returns the query parameters of a page of at most `limit` rows; the first one has no cursor. */
export function pageQuery(limit: number, cursor: string | null) {
  return cursor === null ? { limit } : { limit, cursor };
}
