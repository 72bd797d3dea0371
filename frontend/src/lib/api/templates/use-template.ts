import { queryOptions, useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { queryKeys } from "../query-keys.ts";

/** The query of a version of a template, without `version` of the newest. */
export function templateQuery(name: string, version?: number) {
  return queryOptions({
    queryKey: queryKeys.templates.one(name, version),
    queryFn: ({ signal }) =>
      client.call("templates.get", {
        params: { name },
        query: version === undefined ? {} : { version },
        signal,
      }),
  });
}

/** Queries a version of a template, without `version` the newest; nothing while `name` is undefined. */
export function useTemplate(name: string | undefined, version?: number) {
  return useQuery({ ...templateQuery(name ?? "", version), enabled: name !== undefined });
}
