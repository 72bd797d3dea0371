import { isJobEvent } from "@formwork/contracts/events/events";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { runnable, useAllTemplates } from "../../../lib/api/templates/use-all-templates.ts";
import { useConnectionSettled } from "../../../lib/live/use-connection-settled.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";
import { shownTemplates } from "./shown-templates.ts";

const refetchIntervalMs = 2_000;
/** More than are shown, as some may have been archived. */
const limit = 12;

/** Queries the templates that the user uses most, with their last jobs; archived ones not. */
export function useOwnTemplates() {
  const me = useMe().data?.id;
  useLiveRefetch({
    queryKey: queryKeys.jobs.ownTemplates,
    concerns: (event) =>
      isJobEvent(event) && event.type !== "job.progressed" && event.data.createdBy === me,
    ...{ everyMs: refetchIntervalMs, cancelRefetch: false },
  });
  const used = useQuery({
    queryKey: queryKeys.jobs.ownTemplates,
    queryFn: ({ signal }) => client.call("jobs.own-templates", { query: { limit }, signal }),
    staleTime: 0,
    enabled: useConnectionSettled(),
  });
  const templates = useAllTemplates(runnable);
  return {
    queries: [used, templates],
    items:
      used.data === undefined || templates.data === undefined
        ? null
        : shownTemplates(used.data.items, templates.data),
  };
}
