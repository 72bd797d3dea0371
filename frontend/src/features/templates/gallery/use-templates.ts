import type { TemplateSummary } from "@formwork/contracts/template";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

const pageSize = 500;

/**
 * Every template that takes jobs. There are dozens, not thousands: all are fetched, and the gallery
 * searches among them without waiting.
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
