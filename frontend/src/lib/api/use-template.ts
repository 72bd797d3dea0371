import { skipToken, useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";
import { queryKeys } from "./query-keys.ts";

/** Queries a version of a template, without `version` the newest; nothing while `name` is undefined. */
export function useTemplate(name: string | undefined, version?: number) {
  return useQuery({
    queryKey: queryKeys.templates.one(name ?? "", version),
    queryFn:
      name === undefined
        ? skipToken
        : ({ signal }) =>
            client.call("templates.get", {
              params: { name },
              query: version === undefined ? {} : { version },
              signal,
            }),
  });
}
