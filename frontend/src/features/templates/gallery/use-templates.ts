import type { TemplateSummary } from "@formwork/contracts/template";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

const pageSize = 500;

/**
 * Queries all templates that are not archived. There are dozens of them, so that the gallery filters
 * them in the browser.
 */
export function useTemplates() {
  return useQuery({
    queryKey: queryKeys.templates.list({}),
    queryFn: ({ signal }) => fetchAll(signal),
  });
}

async function fetchAll(signal: AbortSignal): Promise<TemplateSummary[]> {
  const all: TemplateSummary[] = [];
  let cursor: string | null = null;
  do {
    const { items, next }: { items: TemplateSummary[]; next: string | null } = await client.call(
      "templates.list",
      {
        query: { limit: pageSize, ...(cursor === null ? {} : { cursor }) },
        signal,
      },
    );
    all.push(...items);
    cursor = next;
  } while (cursor !== null);
  return all;
}
