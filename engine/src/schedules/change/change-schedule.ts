import type { ChangeSchedule, Schedule, ScheduleTiming } from "@formwork/contracts/schedule";
import type { Caller } from "../../caller.ts";
import { maskSecrets } from "../../jobs/secrets/seal.ts";
import { findTemplate, templateToRun } from "../../jobs/submission/find-template.ts";
import { sealPayload } from "../../jobs/submission/seal-payload.ts";
import { canonicalJson } from "../../templates/canonical-json.ts";
import { changeWithNews, findSchedule } from "../find-schedule.ts";
import { keptSecrets } from "../kept-secrets.ts";
import { takenOver } from "../makers/take-over.ts";
import { paused, started } from "../next-due.ts";
import { presentSchedule } from "../present-schedule.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import type { ScheduleRow } from "../schedule-tables.ts";
import { pickTiming } from "../timing/pick-timing.ts";
import { readTiming } from "../timing/read-timing.ts";
import { checkJitter } from "./check-jitter.ts";

type Change = Caller & { id: string; input: ChangeSchedule };

/** Changes what an input names. Times and payload are checked as when a schedule is made. */
export async function changeSchedule(deps: ScheduleDeps, change: Change): Promise<Schedule> {
  const { id, input, principal, traceparent } = change;
  const found = await findSchedule(deps, id);
  const now = deps.clock.now();
  const payload = await changedPayload(deps, found, change);
  const maker = input.enabled === true ? await takenOver(deps, found, principal) : {};
  const row = await changeWithNews(deps, id, (stored) => ({
    row: changed({ ...stored, ...payload, ...maker }, input, principal.id, now),
    news: [{ type: "schedule.changed", reason: "updated", traceparent }],
  }));
  return presentSchedule(row);
}

/** Returns the template and the payload, sealed, where one of them changes. */
async function changedPayload(
  deps: ScheduleDeps,
  row: ScheduleRow,
  { input, principal }: Change,
): Promise<Partial<Pick<ScheduleRow, "template" | "version" | "payload">>> {
  const { template: name = row.template, version = row.version } = input;
  const { payload = maskSecrets(row.payload) } = input;
  if (input.payload === undefined && name === row.template && version === row.version) return {};
  const wanted = { name, version: version ?? undefined };
  const isNamed = input.template !== undefined || input.version !== undefined;
  const find = isNamed ? findTemplate : templateToRun;
  const template = await find(deps.templates, principal, wanted);
  const sealed = await sealPayload(deps, {
    ...{ template, payload, principalId: principal.id, ownerId: row.id },
    mayKeep: keptSecrets(deps, row, { template: name, version, payload }, principal.id),
  });
  return { template: name, version, payload: sealed };
}

function changed(row: ScheduleRow, input: ChangeSchedule, by: string, now: number): ScheduleRow {
  const timing = changedTiming(row.timing, input);
  const { jitter = row.jitter, maxFailures = row.maxFailures, enabled = row.enabled } = input;
  const { priority = row.priority, queue = row.queue } = input;
  checkJitter(jitter, timing);
  const isRetimed = canonicalJson(timing) !== canonicalJson(row.timing);
  if (isRetimed) readTiming(timing, now);
  const next: ScheduleRow = {
    ...row,
    ...{ jitter, maxFailures, enabled, priority, queue, timing, updatedAt: now },
    name: input.name ?? row.name,
    timingSetAt: isRetimed ? now : row.timingSetAt,
    misfire: input.misfire ?? row.misfire,
    misfireWindow: input.misfireWindow ?? row.misfireWindow,
    misfireLimit: input.misfireLimit ?? row.misfireLimit,
    overlap: input.overlap ?? row.overlap,
    tags: [...new Set(input.tags ?? row.tags)],
  };
  if (!enabled) return row.enabled ? paused(next, by, null) : next;
  return isRetimed || jitter !== row.jitter || !row.enabled ? started(next, now) : next;
}

/** Returns the timing after a change: a new rhythm replaces the old one, null takes a bound away. */
function changedTiming(timing: ScheduleTiming, input: ChangeSchedule): ScheduleTiming {
  const { cron, every, at, ...bounds } = timing;
  const keepsRhythm = [input.cron, input.every, input.at].every((value) => value === undefined);
  const { startsAt, endsAt, ...given } = input;
  const rhythm = keepsRhythm ? { cron, every, at } : {};
  return pickTiming({
    ...bounds,
    ...rhythm,
    ...pickTiming(given),
    startsAt: startsAt === null ? undefined : (startsAt ?? bounds.startsAt),
    endsAt: endsAt === null ? undefined : (endsAt ?? bounds.endsAt),
  });
}
