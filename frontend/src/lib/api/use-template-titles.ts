import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import { useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";
import { queryKeys } from "./query-keys.ts";

/** Returns the title of each template by its name, archived ones included; empty while loading. */
export function useTemplateTitles(): ReadonlyMap<string, string> {
  const templates = useQuery({
    queryKey: queryKeys.templates.list({ titles: true }),
    queryFn: ({ signal }) =>
      readAllPages((paging) =>
        client.call("templates.list", { query: { archived: true, ...paging }, signal }),
      ),
    select: (templates) => new Map(templates.map(({ name, title }) => [name, title])),
  });
  return templates.data ?? noTitles;
}

const noTitles: ReadonlyMap<string, string> = new Map();
