type Page<T> = { items: T[]; next: string | null };
/** The query parameters of one page. */
type Paging = { limit: number; cursor?: string };

const pageSize = 500;

/** Fetches every page of a list, in order, and returns all items. */
export async function readAllPages<T>(
  fetchPage: (paging: Paging) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<T> = await fetchPage({
      limit: pageSize,
      ...(cursor !== undefined && { cursor }),
    });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
