import { useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";
import { queryKeys } from "./query-keys.ts";

const filter = { archived: true, limit: 500 };

/** The title of each template by its name. */
export function useTemplateTitles(): ReadonlyMap<string, string> {
  const templates = useQuery({
    queryKey: queryKeys.templates.list({ titles: true }),
    queryFn: ({ signal }) => client.call("templates.list", { query: filter, signal }),
    select: (page) => new Map(page.items.map(({ name, title }) => [name, title])),
  });
  return templates.data ?? none;
}

const none: ReadonlyMap<string, string> = new Map();
