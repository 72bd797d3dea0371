import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import type { TemplateSummary } from "@formwork/contracts/template";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { queryKeys } from "../query-keys.ts";

/** Queries the templates, archived ones included, and returns what `select` makes of them. */
export function useAllTemplates<Selected>(select: (templates: TemplateSummary[]) => Selected) {
  return useQuery({
    queryKey: queryKeys.templates.list({ titles: true }),
    queryFn: ({ signal }) =>
      readAllPages((paging) =>
        client.call("templates.list", { query: { archived: true, ...paging }, signal }),
      ),
    select,
  });
}

/** Returns those of which jobs can be made. */
export function runnable(templates: TemplateSummary[]): TemplateSummary[] {
  return templates.filter(({ archived }) => !archived);
}
