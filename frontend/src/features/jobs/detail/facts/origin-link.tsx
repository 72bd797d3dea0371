import { TextLink } from "../../../../components/link-components.tsx";
import { isNotFound } from "../../../../lib/api/errors/is-not-found.ts";
import { paths } from "../../../../lib/paths.ts";
import { shortId } from "../../../../lib/text/short-id.ts";
import { useJob } from "../use-job.ts";

/** Links to the job that a job runs again; says so where that was removed. */
export function OriginLink({ id }: { id: string }) {
  const { error } = useJob(id);
  if (isNotFound(error)) return <>{shortId(id)}, which was removed</>;
  return <TextLink to={paths.job(id)}>{shortId(id)}</TextLink>;
}
