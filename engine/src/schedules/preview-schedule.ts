import type { Principal } from "@formwork/contracts/account";
import { maySeeSchedule } from "@formwork/contracts/policies/schedules";
import type { PreviewSchedule, SchedulePreview } from "@formwork/contracts/schedule";
import { parseTime } from "@formwork/contracts/time";
import type { Caller } from "../caller.ts";
import { maskSecrets } from "../jobs/secrets/seal.ts";
import { findTemplate } from "../jobs/submission/find-template.ts";
import { sealPayload } from "../jobs/submission/seal-payload.ts";
import { isoTime } from "../store/iso-time.ts";
import { canonicalJson } from "../templates/canonical-json.ts";
import { findSchedule } from "./find-schedule.ts";
import { keptSecrets } from "./kept-secrets.ts";
import { timingOfRow } from "./next-due.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";
import { scheduleNotFound } from "./schedule-not-found.ts";
import type { ScheduleRow } from "./schedule-tables.ts";
import { nextSlots, type Timing } from "./timing/next-slot.ts";
import { pickTiming } from "./timing/pick-timing.ts";
import { readTiming } from "./timing/read-timing.ts";

type Deps = Pick<ScheduleDeps, "templates" | "secrets" | "clock" | "schedules">;

/**
 * Lists the next fires of an input, and with a template its payload. Where the input names a stored
 * schedule, it is previewed as a change of that one.
 */
export async function previewSchedule(
  deps: Deps,
  { input, principal }: Caller & { input: PreviewSchedule },
): Promise<SchedulePreview> {
  const { from, count = 10, schedule: id } = input;
  const row = id === undefined ? null : await findSeen(deps, id, principal);
  const start = (from === undefined ? null : parseTime(from)) ?? deps.clock.now();
  const items = nextSlots(timingIn(input, row, start), start, count).map(({ at, local, dst }) => ({
    at: isoTime(at),
    local,
    dst,
  }));
  const payload = await previewPayload(deps, input, row, principal);
  return payload === null ? { items } : { items, payload };
}

/** Returns a schedule that a principal sees. Any other is not there. */
async function findSeen(deps: Deps, id: string, principal: Principal): Promise<ScheduleRow> {
  const row = await findSchedule(deps, id);
  return maySeeSchedule(principal, row) ? row : scheduleNotFound(id);
}

/** An interval that is not changed goes on counting from where it does. */
function timingIn(input: PreviewSchedule, row: ScheduleRow | null, start: number): Timing {
  const timing = pickTiming(input);
  const isStored =
    row !== null &&
    (Object.keys(timing).length === 0 || canonicalJson(timing) === canonicalJson(row.timing));
  return isStored ? timingOfRow(row) : readTiming(timing, start);
}

async function previewPayload(
  deps: Deps,
  input: PreviewSchedule,
  row: ScheduleRow | null,
  principal: Principal,
): Promise<Record<string, unknown> | null> {
  const { template: name, version = null } = input;
  if (name === undefined) return null;
  const { id: principalId } = principal;
  const wantedVersion = { name, version: version ?? undefined };
  const template = await findTemplate(deps.templates, principal, wantedVersion);
  const { payload = row === null ? {} : maskSecrets(row.payload) } = input;
  const wanted = { template: name, version, payload };
  const sealed = await sealPayload(deps, {
    ...{ template, payload, principalId, ownerId: row?.id ?? "preview" },
    ...(row === null ? {} : { mayKeep: keptSecrets(deps, row, wanted, principalId) }),
  });
  return maskSecrets(sealed);
}
