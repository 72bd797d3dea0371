import type { Timeline } from "@formwork/contracts/timeline";
import Box from "@mui/material/Box";
import { endedJobsPath } from "../../../lib/ended-jobs.ts";
import { paths } from "../../../lib/paths.ts";
import { formatDuration } from "../../../lib/time/time.ts";
import { NumberTile } from "./number-tile.tsx";
import { wholeSeconds } from "./oldest-wait.ts";
import { percentileLine } from "./percentile-line.ts";
import { useOldestWait } from "./use-oldest-wait.ts";
import { useSamples } from "./use-samples.ts";

type NumbersProps = {
  timeline: Timeline | undefined;
  /** Jobs that run; null while that is not known. */
  running: number | null;
};

/** Shows what runs and waits now, and how long jobs of the last 24 hours waited and ran. */
export function Numbers({ timeline, running }: NumbersProps) {
  return (
    <Box component="ul" aria-label="Numbers" sx={list}>
      <RunningTile running={running} />
      <OldestTile />
      <PercentileTile part="wait" name="Wait" timeline={timeline} />
      <PercentileTile part="run" name="Run" timeline={timeline} />
    </Box>
  );
}

const sampled = "in the last minutes";

function RunningTile({ running }: Pick<NumbersProps, "running">) {
  const samples = useSamples(running);
  return (
    <NumberTile
      name="Running now"
      text={running === null ? null : running.toLocaleString("en")}
      values={samples}
      lineText={`Running jobs ${sampled}: at most ${Math.max(0, ...samples).toLocaleString("en")}`}
      span={sampled}
      to={paths.jobs("state=running")}
    />
  );
}

function OldestTile() {
  const { waitMs } = useOldestWait();
  const samples = useSamples(waitMs);
  return (
    <NumberTile
      name="Oldest wait"
      text={waitMs === null ? null : waitText(waitMs)}
      values={samples}
      lineText={`Longest wait ${sampled}: at most ${formatDuration(Math.max(0, ...samples))}`}
      span={sampled}
      to={paths.jobs("state=queued&sort=runAt")}
    />
  );
}

/** A wait of less than a second is none that anybody could act on. */
function waitText(ms: number): string {
  return ms < 1_000 ? "None" : formatDuration(wholeSeconds(ms)).replace(".0 s", " s");
}

type PercentileProps = { part: "wait" | "run"; name: string; timeline: Timeline | undefined };

function PercentileTile({ part, name, timeline }: PercentileProps) {
  const p95 = timeline?.total[part].p95;
  const values = percentileLine(timeline?.items ?? [], part);
  return (
    <NumberTile
      name={`${name}, p95`}
      text={timeline === undefined ? null : durationText(p95 ?? null)}
      values={values}
      lineText={`${name} that 95 of 100 jobs did not exceed, by half an hour: at most ${formatDuration(Math.max(0, ...values))}`}
      span="95 of 100 jobs, in 24 hours"
      to={endedJobsPath({
        from: timeline?.items[0]?.at ?? "",
        states: ["succeeded", "failed"],
      })}
    />
  );
}

function durationText(ms: number | null): string {
  return ms === null ? "–" : formatDuration(ms);
}

const list = {
  listStyle: "none",
  m: 0,
  p: 0,
  display: "grid",
  gap: 1.5,
  gridTemplateColumns: "repeat(2, minmax(0, 1fr))",
} as const;
