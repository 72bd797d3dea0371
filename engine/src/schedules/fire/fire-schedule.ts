import { changeVersioned } from "../../store/tables/change-row.ts";
import { withNews } from "../announce/schedule-news.ts";
import { paused, withNextSlot } from "../next-due.ts";
import { refuseSlot } from "../refuse-slot.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import type { Report, ScheduleRow, SlotRow, StoredSchedule } from "../schedule-tables.ts";
import type { Slot } from "../timing/next-slot.ts";
import { trackJobs } from "../track-jobs.ts";
import { catchUp, isMisfire } from "./catch-up.ts";
import { claimSlot } from "./claim-slot.ts";
import { decideCatchUp, decideOverlap } from "./decide-overlap.ts";
import { type EarlierJobs, type ReadStates, readEarlierJobs, readLastJob } from "./earlier-jobs.ts";
import { makeJob } from "./make-job.ts";

type Stored = StoredSchedule;

/** What firing needs beside the verbs of schedules. */
export type FireDeps = ScheduleDeps & { readStates: ReadStates };

/** Slots of one schedule that are fired before others have their turn. */
const maxPerTurn = 100;

/** Fires the slots of a schedule that are due; reports each with its event. */
export async function fireSchedule(deps: FireDeps, stored: Stored, report: Report): Promise<void> {
  let current: Stored | null = stored;
  for (let turn = 0; current !== null && turn < maxPerTurn; turn++) {
    const { slot, dueAt }: ScheduleRow = current.row;
    if (slot === null || dueAt > deps.clock.now()) return;
    current = await handleSlot(deps, current, slot, report);
  }
}

async function handleSlot(
  deps: FireDeps,
  stored: Stored,
  slot: Slot,
  report: Report,
): Promise<Stored | null> {
  const { row } = stored;
  const isLate = isMisfire(row, deps.clock.now());
  // A slot that was claimed before a crash is finished first.
  if (isLate && (await deps.slots.get({ schedule: row.id, slot: slot.key })) === null)
    return catchUp(deps, stored, slot, report);
  const isMadeUp = row.misfire === "fireAll" && slot.at <= (row.catchUpTo ?? 0);
  const earlier = await (isMadeUp ? readLastJob : readEarlierJobs)(deps.readStates, row);
  if (row.maxFailures !== null && earlier.failures >= row.maxFailures)
    return pauseFailing(deps, stored, earlier, report);
  const decision = (isMadeUp ? decideCatchUp : decideOverlap)(row.overlap, earlier.active);
  const claimed = await claimSlot(deps, row, slot, decision.outcome === "skip" ? overlapped : null);
  if (claimed === null) return null;
  const fault = await makeJob(deps, row, slot, claimed, decision);
  if (fault !== null) return refuse(deps, stored, claimed, fault, report);
  const made = claimed.outcome === "fired" ? claimed.jobId : null;
  const jobs = isMadeUp ? row.jobs : earlier.active;
  return moveOn(deps, stored, { ...earlier, active: jobs }, { slot, claimed, made }, report);
}

const overlapped = "An earlier job has not ended";

/**
 * Stores the next slot, and what became of this one. Where the schedule was changed meanwhile, the
 * job is added to it, and it moves on if this slot is still its next one.
 */
async function moveOn(
  deps: ScheduleDeps,
  { row, version }: Stored,
  earlier: EarlierJobs,
  fired: Fired,
  report: Report,
): Promise<Stored | null> {
  const now = deps.clock.now();
  const moved = movedRow(row, row, earlier, fired, now);
  const { outcome } = await deps.schedules.replaceIf({ row: moved, version });
  const stored = { row: moved, version: version + 1 };
  if (outcome === "stored") report(stored);
  if (outcome === "stored") return stored;
  let isNews = false;
  const changed = await changeVersioned(deps.schedules, { id: row.id }, (found) => {
    isNews = !isCounted(found, fired);
    return isNews ? movedRow(found, row, earlier, fired, now) : null;
  });
  if (changed !== null && isNews) report(changed);
  return null;
}

/** A slot, the row that decided about it, and the job that was made for it. */
type Fired = { slot: Slot; claimed: SlotRow; made: string | null };

function isCounted({ jobs, lastJobId, slot, isDeleted }: ScheduleRow, fired: Fired): boolean {
  if (isDeleted) return true;
  const { made } = fired;
  return made === null ? slot?.key !== fired.slot.key : jobs.includes(made) || lastJobId === made;
}

/** Returns a schedule after a slot; `before` is the one by which its jobs were judged. */
function movedRow(
  row: ScheduleRow,
  before: ScheduleRow,
  { active, failures }: EarlierJobs,
  { slot, claimed, made }: Fired,
  now: number,
): ScheduleRow {
  const added = row.jobs.filter((id) => !before.jobs.includes(id));
  const judged = { ...row, jobs: [...active, ...added], failures };
  const withJob = made === null ? judged : { ...trackJobs(judged, [made]), lastSlotAt: slot.at };
  const next = row.slot?.key === slot.key ? withNextSlot(withJob, slot.at) : withJob;
  const { reason } = claimed;
  const news =
    made === null
      ? ({ type: "schedule.missed", reason, slots: [slot] } as const)
      : ({ type: "schedule.fired", jobId: made, slots: [slot] } as const);
  return withNews(next, [news], now);
}

/** Pauses a schedule whose jobs failed too often in a row. */
function pauseFailing(
  deps: ScheduleDeps,
  { row }: Stored,
  { active: jobs, failures }: EarlierJobs,
  report: Report,
): Promise<null> {
  return halt(deps, row, { jobs, failures }, `${failures} jobs in a row failed`, report);
}

/** Pauses a schedule whose job was refused, and stores the reason at the slot. */
async function refuse(
  deps: ScheduleDeps,
  { row }: Stored,
  claimed: SlotRow,
  reason: string,
  report: Report,
): Promise<null> {
  await refuseSlot(deps, { id: claimed.id, reason });
  return halt(deps, row, {}, reason, report);
}

/** Pauses a schedule, unless a person changed it meanwhile or another process moved it on. */
async function halt(
  deps: ScheduleDeps,
  row: ScheduleRow,
  changes: Partial<Pick<ScheduleRow, "jobs" | "failures">>,
  reason: string,
  report: Report,
): Promise<null> {
  const news = [{ type: "schedule.changed", reason } as const];
  let isNews = false;
  const halted = await changeVersioned(deps.schedules, { id: row.id }, (found) => {
    isNews = found.slot?.key === row.slot?.key && found.updatedAt === row.updatedAt;
    if (!isNews) return null;
    return withNews(paused({ ...found, ...changes }, null, reason), news, deps.clock.now());
  });
  if (halted === null || !isNews) return null;
  report(halted);
  deps.halted?.({ id: row.id, reason });
  return null;
}
