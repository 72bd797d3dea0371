import type { HeldJob, Worker } from "@formwork/contracts/worker";
import Box from "@mui/material/Box";
import { Link } from "react-router";
import { paths } from "../../../lib/paths.ts";
import { jobName } from "../../../lib/text/job-name.ts";
import { type SlotSegment, slotSegments } from "./slot-segments.ts";

type BarProps = {
  worker: Pick<Worker, "id" | "jobs" | "runningCount" | "concurrency">;
  titleOf: (template: string) => string;
};

/** Shows the slots of a worker as a bar: a link for each job that it runs, and its free slots. */
export function SlotsBar({ worker, titleOf }: BarProps) {
  return (
    <Box component="ul" aria-label={`Slots of ${worker.id}`} sx={bar}>
      {slotSegments(worker).map((segment, place) => (
        <Segment key={keyOf(segment, place)} segment={segment} titleOf={titleOf} />
      ))}
    </Box>
  );
}

function keyOf(segment: SlotSegment, place: number): string {
  return segment.kind === "job" ? segment.job.id : `${segment.kind}-${place}`;
}

function Segment({ segment, titleOf }: { segment: SlotSegment } & Pick<BarProps, "titleOf">) {
  if (segment.kind === "job") return <JobSegment job={segment.job} titleOf={titleOf} />;
  const { kind, count } = segment;
  return (
    <Box component="li" sx={{ ...slot, ...looks[kind], flexGrow: count }}>
      {kind === "more" ? `+${count}` : <span hidden>{`${count} free`}</span>}
    </Box>
  );
}

function JobSegment({ job, titleOf }: { job: HeldJob } & Pick<BarProps, "titleOf">) {
  const name = jobName(job, titleOf(job.template));
  return (
    <Box component="li" sx={{ ...slot, flexGrow: 1 }}>
      <Box component={Link} to={paths.job(job.id)} title={name} aria-label={name} sx={looks.job} />
    </Box>
  );
}

const bar = {
  display: "flex",
  flexWrap: "wrap",
  gap: "3px",
  m: 0,
  p: 0,
  listStyle: "none",
} as const;

/** Each slot is at least as large as a finger needs. */
const slot = {
  minWidth: 24,
  maxWidth: 64,
  height: 24,
  flexBasis: 24,
  display: "flex",
  borderRadius: "4px",
} as const;

const looks = {
  job: {
    flex: 1,
    borderRadius: "4px",
    bgcolor: "state.running",
    "&:hover, &:focus-visible": { filter: "brightness(1.2)" },
  },
  more: {
    maxWidth: "none",
    alignItems: "center",
    justifyContent: "center",
    px: 1,
    bgcolor: "state.running",
    color: "background.paper",
    fontSize: "0.75rem",
    fontWeight: 600,
  },
  free: { maxWidth: "none", border: 1, borderColor: "divider", bgcolor: "action.hover" },
} as const;
