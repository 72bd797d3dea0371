type Page<T> = { items: T[]; next: string | null };
type Paging = { limit: number; cursor?: string };

const largest = 500;

/** Reads a list to its end, page by page. */
export async function readAllPages<T>(
  fetchPage: (paging: Paging) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<T> = await fetchPage({
      limit: largest,
      ...(cursor !== undefined && { cursor }),
    });
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
