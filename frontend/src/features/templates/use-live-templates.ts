import { queryKeys } from "../../lib/api/query-keys.ts";
import { useLiveRefetch } from "../../lib/live/use-live-refetch.ts";

/** Refetches cached templates when an event reports a change of one. Mounted once, in the shell. */
export function useLiveTemplates() {
  useLiveRefetch({
    queryKey: queryKeys.templates.all,
    concerns: ({ type }) => type.startsWith("template."),
  });
}
