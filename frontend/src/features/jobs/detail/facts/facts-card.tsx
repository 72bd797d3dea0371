import type { JobEvent } from "@formwork/contracts/events/events";
import type { Attempt, Job } from "@formwork/contracts/job";
import { Card } from "../../../../components/cards/card.tsx";
import { Fact, Facts } from "../../../../components/cards/facts.tsx";
import { TextLink } from "../../../../components/link-components.tsx";
import { Duration } from "../../../../components/time/duration.tsx";
import { RelativeTime } from "../../../../components/time/relative-time.tsx";
import { useUserName } from "../../../../lib/api/people/use-user-name.ts";
import { paths } from "../../../../lib/paths.ts";
import { shortId } from "../../../../lib/text/short-id.ts";
import { formatDateTime } from "../../../../lib/time/time.ts";
import { attemptCount } from "../../attempt-count.ts";
import { OriginLink } from "./origin-link.tsx";
import { RerunLinks, rerunsAsked } from "./rerun-links.tsx";
import { ScheduleLink } from "./schedule-link.tsx";
import { useReruns } from "./use-reruns.ts";

type CardProps = { job: Job; events: readonly JobEvent[]; attempts: readonly Attempt[] };

/** Lists the properties of a job; those without a value are left out. */
export function FactsCard({ job, events, attempts }: CardProps) {
  const userName = useUserName();
  const lastAttempt = attempts.at(-1);
  const reruns = useReruns(job.id, rerunsAsked).data?.items ?? [];
  const canceller = cancellerOf(job, events);
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="Template">
          <TextLink to={paths.run(job.template.name)}>{job.template.name}</TextLink> v
          {job.template.version}
        </Fact>
        <Fact name="Created">
          <RelativeTime at={job.createdAt} /> by {userName(job.createdBy)}
        </Fact>
        {job.state === "scheduled" && (
          <Fact name="Due">
            <RelativeTime at={job.runAt} upcoming />, {formatDateTime(job.runAt)}
          </Fact>
        )}
        {job.startedAt !== null && (
          <Fact name={job.attempt > 1 ? "Last start" : "Started"}>
            <RelativeTime at={job.startedAt} />
          </Fact>
        )}
        {job.finishedAt !== null && (
          <Fact name={job.state === "cancelled" ? "Cancelled" : "Finished"}>
            <RelativeTime at={job.finishedAt} />
            {canceller !== undefined && ` by ${userName(canceller)}`}
          </Fact>
        )}
        {lastAttempt !== undefined && (
          <Fact name={lastAttempt.finishedAt === null ? "Running for" : "Ran for"}>
            <Duration from={lastAttempt.startedAt} to={lastAttempt.finishedAt} />
          </Fact>
        )}
        {job.scheduleId !== null && (
          <Fact name="Schedule">
            <ScheduleLink id={job.scheduleId} />
          </Fact>
        )}
        <Fact name="Attempt">
          {job.attempt === 0 ? `none of ${job.maxAttempts} yet` : attemptCount(job)}
          {job.crashes > 0 && `, ${job.crashes} crashed`}
        </Fact>
        <Fact name="Priority">{job.priority}</Fact>
        <Fact name="Queue">{job.queue}</Fact>
        {job.rerunOf !== null && (
          <Fact name="Runs again">
            <OriginLink id={job.rerunOf} />
          </Fact>
        )}
        {reruns.length > 0 && (
          <Fact name="Re-run as">
            <RerunLinks id={job.id} reruns={reruns} />
          </Fact>
        )}
        {job.dependsOn.length > 0 && (
          <Fact name="After">
            {job.dependsOn.map((id) => (
              <JobLink key={id} id={id} />
            ))}
          </Fact>
        )}
        {job.dismissedAt !== null && (
          <Fact name="Dismissed">
            <RelativeTime at={job.dismissedAt} />
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

/** Returns who cancelled a job; undefined where it is not cancelled, or by nobody. */
function cancellerOf(job: Job, events: readonly JobEvent[]): string | undefined {
  if (job.state !== "cancelled") return undefined;
  return events.findLast(({ type }) => type === "job.cancelled")?.actor;
}

function JobLink({ id }: { id: string }) {
  return (
    <TextLink to={paths.job(id)} sx={{ mr: 1 }}>
      {shortId(id)}
    </TextLink>
  );
}
