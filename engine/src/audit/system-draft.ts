import type { AuditDraft } from "./chain/link-entries.ts";

export type About = Partial<Pick<AuditDraft, "target" | "difference" | "times">>;

/** Makes the draft of what Formwork did itself. */
export function systemDraft(action: string, about: About = {}): AuditDraft {
  return {
    ...{ actor: "system", actorId: null, key: null, action, target: null, from: null },
    ...{ outcome: "done", times: 1, difference: [] },
    ...about,
  };
}

/** Says that Formwork paused a schedule by itself. */
export function haltDraft({ id, reason }: { id: string; reason: string }): AuditDraft {
  const difference = [
    { field: "enabled", before: true, after: false },
    { field: "reason", after: reason },
  ];
  return systemDraft("schedule.pause", { target: `schedule:${id}`, difference });
}

/** Says what a clean-up by the retention removed. */
export function removalDraft({ jobs, logs }: { jobs: number; logs: number }): AuditDraft {
  const difference = [
    { field: "jobs", after: jobs },
    { field: "logs", after: logs },
  ];
  return systemDraft("retention.prune", { difference });
}
