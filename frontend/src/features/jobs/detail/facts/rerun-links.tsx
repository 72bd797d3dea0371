import type { Job } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import { TextLink } from "../../../../components/link-components.tsx";
import { paths } from "../../../../lib/paths.ts";
import { shortId } from "../../../../lib/text/short-id.ts";

/** Re-runs of a job that its page names. */
const maxNamed = 3;
/** Re-runs to ask for: one more than are named, which shows whether there are others. */
export const rerunsAsked = maxNamed + 1;

/** Links to the re-runs of the job with this id, newest first. */
export function RerunLinks({ id, reruns }: { id: string; reruns: readonly Job[] }) {
  return (
    <>
      {reruns.slice(0, maxNamed).map((job) => (
        <Box key={job.id}>
          <TextLink to={paths.job(job.id)}>{job.summary || shortId(job.id)}</TextLink> · {job.state}
        </Box>
      ))}
      {reruns.length > maxNamed && (
        <TextLink to={paths.jobs(String(new URLSearchParams({ rerunOf: id })))}>
          All re-runs
        </TextLink>
      )}
    </>
  );
}
