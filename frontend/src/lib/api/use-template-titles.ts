import { useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";
import { queryKeys } from "./query-keys.ts";

const query = { archived: true, limit: 500 };

/** Returns the title of each template by its name, archived ones included; empty while loading. */
export function useTemplateTitles(): ReadonlyMap<string, string> {
  const templates = useQuery({
    queryKey: queryKeys.templates.list({ titles: true }),
    queryFn: ({ signal }) => client.call("templates.list", { query, signal }),
    select: (page) => new Map(page.items.map(({ name, title }) => [name, title])),
  });
  return templates.data ?? noTitles;
}

const noTitles: ReadonlyMap<string, string> = new Map();
