import type { Versioned } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import type { ScheduleNews } from "../announce-schedules.ts";
import { paused, withNextSlot } from "../next-due.ts";
import { refuseSlot } from "../refuse-slot.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import type { ScheduleRow, SlotRow } from "../schedule-tables.ts";
import type { Slot } from "../timing/next-slot.ts";
import { trackJobs } from "../track-jobs.ts";
import { catchUp, isMisfire } from "./catch-up.ts";
import { claimSlot } from "./claim-slot.ts";
import { decideCatchUp, decideOverlap } from "./decide-overlap.ts";
import { type EarlierJobs, readEarlierJobs, readLastJob } from "./earlier-jobs.ts";
import { makeJob } from "./make-job.ts";

type Stored = Versioned<ScheduleRow>;

/** Slots of one schedule that are fired before others have their turn. */
const maxPerTurn = 100;

/** Fires the slots of a schedule that are due; adds an event for each to `news`. */
export async function fireSchedule(
  deps: ScheduleDeps,
  stored: Stored,
  news: ScheduleNews[],
): Promise<void> {
  let current: Stored | null = stored;
  for (let turn = 0; current !== null && turn < maxPerTurn; turn++) {
    const { slot, dueAt }: ScheduleRow = current.row;
    if (slot === null || dueAt > deps.clock.now()) return;
    current = await handleSlot(deps, current, slot, news);
  }
}

async function handleSlot(
  deps: ScheduleDeps,
  stored: Stored,
  slot: Slot,
  news: ScheduleNews[],
): Promise<Stored | null> {
  const { row } = stored;
  const isLate = isMisfire(row, deps.clock.now());
  // A slot that was claimed before a crash is finished first.
  if (isLate && (await deps.slots.get({ schedule: row.id, slot: slot.key })) === null)
    return catchUp(deps, stored, slot, news);
  const isMadeUp = row.misfire === "fireAll" && slot.at <= (row.catchUpTo ?? 0);
  const earlier = await (isMadeUp ? readLastJob : readEarlierJobs)(deps.store, row);
  if (row.maxFailures !== null && earlier.failures >= row.maxFailures)
    return pauseFailing(deps, stored, earlier, news);
  const decision = (isMadeUp ? decideCatchUp : decideOverlap)(row.overlap, earlier.active);
  const claimed = await claimSlot(deps, row, slot, decision.outcome === "skip" ? overlapped : null);
  if (claimed === null) return null;
  const fault = await makeJob(deps, row, slot, claimed, decision);
  if (fault !== null) return refuse(deps, stored, claimed, fault, news);
  const made = claimed.outcome === "fired" ? claimed.jobId : null;
  const jobs = isMadeUp ? row.jobs : earlier.active;
  return moveOn(deps, stored, { ...earlier, active: jobs }, { slot, claimed, made }, news);
}

const overlapped = "An earlier job has not ended";

/** Stores the next slot. Where the schedule was changed meanwhile, the job is added to it. */
async function moveOn(
  deps: ScheduleDeps,
  { row, version }: Stored,
  { active, failures }: EarlierJobs,
  { slot, claimed, made }: { slot: Slot; claimed: SlotRow; made: string | null },
  news: ScheduleNews[],
): Promise<Stored | null> {
  const withJob = (to: ScheduleRow): ScheduleRow =>
    made === null ? to : { ...trackJobs(to, [made]), lastSlotAt: slot.at };
  const moved = withNextSlot(withJob({ ...row, jobs: active, failures }), slot.at);
  const { outcome } = await deps.schedules.replaceIf({ row: moved, version });
  if (outcome !== "stored") {
    await changeRow(deps.schedules, { id: row.id }, (now) =>
      made === null || now.jobs.includes(made) || now.lastJobId === made ? null : withJob(now),
    );
    return null;
  }
  if (made !== null) news.push({ type: "schedule.fired", row: moved, jobId: made, slots: [slot] });
  else news.push({ type: "schedule.missed", row: moved, reason: claimed.reason, slots: [slot] });
  return { row: moved, version: version + 1 };
}

async function pauseFailing(
  deps: ScheduleDeps,
  { row, version }: Stored,
  { active, failures }: EarlierJobs,
  news: ScheduleNews[],
): Promise<null> {
  const reason = `${failures} jobs in a row failed`;
  const stopped = paused({ ...row, jobs: active, failures }, null, reason);
  const { outcome } = await deps.schedules.replaceIf({ row: stopped, version });
  if (outcome === "stored") news.push({ type: "schedule.changed", row: stopped, reason });
  return null;
}

/** Pauses a schedule whose job was refused, and stores the reason at the slot. */
async function refuse(
  deps: ScheduleDeps,
  { row, version }: Stored,
  claimed: SlotRow,
  reason: string,
  news: ScheduleNews[],
): Promise<null> {
  await refuseSlot(deps, { id: claimed.id, reason });
  const stopped = paused(row, null, reason);
  const { outcome } = await deps.schedules.replaceIf({ row: stopped, version });
  if (outcome === "stored") news.push({ type: "schedule.changed", row: stopped, reason });
  return null;
}
