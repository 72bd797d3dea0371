import { type CreateSchedule, type Schedule, scheduleDefaults } from "@formwork/contracts/schedule";
import { announceSoon } from "../../announcements/announcer.ts";
import type { Caller } from "../../caller.ts";
import { findTemplate } from "../../jobs/submission/find-template.ts";
import { newId } from "../../jobs/submission/new-id.ts";
import { sealPayload } from "../../jobs/submission/seal-payload.ts";
import type { StoredTemplate } from "../../templates/versions/template-tables.ts";
import { withNews } from "../announce/schedule-news.ts";
import { withNextSlot } from "../next-due.ts";
import { presentSchedule } from "../present-schedule.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { neverDue, type ScheduleRow } from "../schedule-tables.ts";
import { pickTiming } from "../timing/pick-timing.ts";
import { readTiming } from "../timing/read-timing.ts";
import { checkJitter } from "./check-jitter.ts";

/** Stores a schedule. Its timing and its payload are refused here, not at its first fire. */
export async function createSchedule(
  deps: ScheduleDeps,
  { input, principal, traceparent }: Caller & { input: CreateSchedule },
): Promise<Schedule> {
  const now = deps.clock.now();
  const timing = pickTiming(input);
  readTiming(timing, now);
  checkJitter(input.jitter ?? null, timing);
  const version = input.version ?? undefined;
  const template = await findTemplate(deps.templates, principal, { name: input.template, version });
  const id = newId();
  const { payload: given = {} } = input;
  const owner = { principalId: principal.id, ownerId: id };
  const payload = await sealPayload(deps, { template, payload: given, ...owner });
  const made = withNextSlot(rowOf(input, template, { id, payload, by: principal.id, now }), now);
  const row = withNews(made, [{ type: "schedule.changed", reason: "created", traceparent }], now);
  await deps.schedules.insert({ row });
  void announceSoon(deps.announce, [{ row, version: 1 }]);
  return presentSchedule(row);
}

function rowOf(
  input: CreateSchedule,
  template: StoredTemplate,
  { id, payload, by, now }: Pick<ScheduleRow, "id" | "payload"> & { by: string; now: number },
): ScheduleRow {
  const defaults = scheduleDefaults;
  return {
    id,
    name: input.name ?? template.title,
    template: template.name,
    version: input.version ?? null,
    payload,
    timing: pickTiming(input),
    timingSetAt: now,
    jitter: input.jitter ?? null,
    misfire: input.misfire ?? defaults.misfire,
    misfireWindow: input.misfireWindow ?? defaults.misfireWindow,
    misfireLimit: input.misfireLimit ?? defaults.misfireLimit,
    overlap: input.overlap ?? defaults.overlap,
    maxFailures: input.maxFailures ?? null,
    priority: input.priority ?? null,
    queue: input.queue ?? null,
    tags: [...new Set(input.tags)],
    enabled: input.enabled ?? true,
    halted: false,
    ...{ pausedReason: null, pausedBy: null, slot: null, dueAt: neverDue, catchUpTo: null },
    ...{ lastSlotAt: null, lastJobId: null, jobs: [], failures: 0 },
    ...{ createdBy: by, createdAt: now, updatedAt: now },
    ...{ seq: 0, unsent: [], unsentAt: null },
  };
}
