/** What `useInfiniteQuery` needs to read a list page by page: each page names the cursor of the next. */
export const cursorPages = {
  initialPageParam: null as string | null, // widened to the type of later cursors
  getNextPageParam: ({ next }: { next: string | null }) => next,
};

type CursorPage = { items: readonly unknown[]; next: string | null };

/**
 * Fetches a page, and goes on behind it while it has no row: a search looks at a part of many rows
 * per request. So only the last page of a list can be empty.
 */
export async function fetchOn<Page extends CursorPage>(
  cursor: string | null,
  fetchPage: (cursor: string | null) => Promise<Page>,
): Promise<Page> {
  let page = await fetchPage(cursor);
  while (page.items.length === 0 && page.next !== null) page = await fetchPage(page.next);
  return page;
}

/** Returns the query parameters of a page of at most `limit` rows; the first one has no cursor. */
export function pageQuery(limit: number, cursor: string | null) {
  return cursor === null ? { limit } : { limit, cursor };
}
