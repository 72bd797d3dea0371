import type { Worker } from "@formwork/contracts/worker";
import Box from "@mui/material/Box";
import { TextLink } from "../../../components/link-components.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { paths } from "../../../lib/paths.ts";
import { jobName } from "../../../lib/text/job-name.ts";
import { heldText } from "./worker-text.ts";

/** Jobs that are listed; the others are counted. */
const maxListed = 10;

type HeldProps = { worker: Worker; titleOf: (template: string) => string };

/** Says how a worker went offline, and which jobs it held then. */
export function HeldJobs({ worker, titleOf }: HeldProps) {
  const { end, offlineAt, heartbeatAt, jobs, runningCount } = worker;
  if (end === "stopped")
    return (
      <Box sx={text}>
        Its process ended <RelativeTime at={offlineAt ?? heartbeatAt} />.
      </Box>
    );
  const listed = jobs.slice(0, maxListed);
  return (
    <Box sx={text}>
      Last heartbeat <RelativeTime at={heartbeatAt} />. {heldText(worker)}
      <Box component="ul" aria-label={`Jobs that ${worker.id} held`} sx={list}>
        {listed.map((job) => (
          <li key={job.id}>
            <TextLink to={paths.job(job.id)}>{jobName(job, titleOf(job.template))}</TextLink>
          </li>
        ))}
        {runningCount > listed.length && <li>and {runningCount - listed.length} more</li>}
      </Box>
      {runningCount > 0 && "They are taken over when their leases end."}
    </Box>
  );
}

const text = {
  minWidth: 0,
  color: "text.secondary",
  fontSize: "0.8125rem",
  overflowWrap: "anywhere",
};
const list = { m: 0, my: 0.5, pl: 2.5 };
