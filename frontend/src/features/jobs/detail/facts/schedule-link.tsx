import { useQuery } from "@tanstack/react-query";
import { TextLink } from "../../../../components/link-components.tsx";
import { client } from "../../../../lib/api/client.ts";
import { isNotFound } from "../../../../lib/api/errors/is-not-found.ts";
import { queryKeys } from "../../../../lib/api/query-keys.ts";
import { paths } from "../../../../lib/paths.ts";
import { shortId } from "../../../../lib/text/short-id.ts";

/** Shows the name of the schedule that made a job, as a link; one that was deleted has none. */
export function ScheduleLink({ id }: { id: string }) {
  const schedule = useQuery({
    queryKey: queryKeys.schedules.one(id),
    queryFn: ({ signal }) => client.call("schedules.get", { params: { id }, signal }),
  });
  if (isNotFound(schedule.error)) return `${shortId(id)}, deleted`;
  return <TextLink to={paths.schedule(id)}>{schedule.data?.name ?? shortId(id)}</TextLink>;
}
