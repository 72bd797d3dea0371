import type { PreviewSchedule, SchedulePreview } from "@formwork/contracts/schedule";
import { parseTime } from "@formwork/contracts/time";
import type { Caller } from "../caller.ts";
import { maskSecrets } from "../jobs/secrets/seal.ts";
import { findTemplate } from "../jobs/submission/draft-job.ts";
import { sealPayload } from "../jobs/submission/seal-payload.ts";
import { isoTime } from "../store/iso-time.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";
import { nextSlots } from "./timing/next-slot.ts";
import { pickTiming } from "./timing/pick-timing.ts";
import { readTiming } from "./timing/read-timing.ts";

/** Lists the next fires of a schedule that is not stored, and with a template its payload. */
export async function previewSchedule(
  deps: Pick<ScheduleDeps, "templates" | "secrets" | "clock">,
  { input, principal }: Caller & { input: PreviewSchedule },
): Promise<SchedulePreview> {
  const { from, count = 10 } = input;
  const start = (from === undefined ? null : parseTime(from)) ?? deps.clock.now();
  const timing = readTiming(pickTiming(input), start);
  const items = nextSlots(timing, start, count).map(({ at, local, dst }) => ({
    at: isoTime(at),
    local,
    dst,
  }));
  const payload = await previewPayload(deps, input, principal.id);
  return payload === null ? { items } : { items, payload };
}

async function previewPayload(
  deps: Pick<ScheduleDeps, "templates" | "secrets">,
  { template: name, version, payload = {} }: PreviewSchedule,
  principalId: string,
): Promise<Record<string, unknown> | null> {
  if (name === undefined) return null;
  const template = await findTemplate(deps.templates, { name, version: version ?? undefined });
  const ownerId = "preview";
  return maskSecrets(await sealPayload(deps, { template, payload, principalId, ownerId }));
}
