import type { Bus } from "./bus/bus.ts";
import type { KeyCheck } from "./jobs/secrets/key-check.ts";
import type { Loop } from "./runtime/loop.ts";
import type { FileLimit } from "./runtime/service/file-limit.ts";
import type { Check, Health } from "./runtime/service/probes.ts";
import type { Templates } from "./templates/templates.ts";

type Deps = {
  checkStore: () => Promise<Check>;
  bus: Bus;
  files: Pick<FileLimit, "check">;
  loops: Record<string, Loop>;
  key: Pick<KeyCheck, "check">;
  templates: Pick<Templates, "leftOut">;
};

/**
 * Checks an engine's store, bus, loops, key and template files. A lost bus leaves the engine able to work: events wait
 * in the outbox. The details are public, so they hold neither addresses nor a driver's messages.
 */
export async function checkHealth(deps: Deps): Promise<Health> {
  const { checkStore, bus, files, loops, key, templates } = deps;
  const late = Object.entries(loops).flatMap(([name, loop]) => (loop.healthy() ? [] : [name]));
  const checks = {
    store: await checkStore(),
    bus: bus.health(),
    ...(key.check().ok ? {} : { key: key.check() }),
    ...(files.check().ok ? {} : { files: files.check() }),
    ...checkTemplates(templates.leftOut()),
    loops: {
      ok: late.length === 0,
      detail: late.length === 0 ? "on time" : `late: ${late.join(", ")}`,
    },
  };
  return { ok: checks.store.ok && checks.loops.ok && key.check().ok, checks };
}

/** Says that files are broken or gone. The service does its work without them. */
function checkTemplates(leftOut: number): Record<string, Check> {
  if (leftOut === 0) return {};
  const files = leftOut === 1 ? "1 template file needs" : `${leftOut} template files need`;
  const detail = `${files} attention; GET /api/v1/templates/faults tells why`;
  return { templates: { ok: false, detail } };
}
