import { parseDuration } from "@formwork/contracts/duration";
import type { Retention, TemplateRetention } from "@formwork/contracts/retention";
import { finalStates } from "@formwork/contracts/states";
import type { KeepPolicy } from "../store/verbs/keep-policy.ts";
import type { Templates } from "../templates/templates.ts";

type Override = Awaited<ReturnType<Templates["retentions"]>>[number];

/** Returns the milliseconds of a duration; null, for ever, stays null. */
export function keepFor(duration: string | null): number | null {
  return duration === null ? null : parseDuration(duration);
}

/** Joins the saved retention and those of templates to what a store removes by. */
export function policyOf(retention: Retention, overrides: Override[]): KeepPolicy {
  return {
    succeeded: keepFor(retention.succeeded),
    failed: keepFor(retention.failed),
    cancelled: keepFor(retention.cancelled),
    templates: Object.fromEntries(overrides.map(({ name, retention }) => [name, ownOf(retention)])),
  };
}

function ownOf(retention: TemplateRetention): KeepPolicy["templates"][string] {
  return Object.fromEntries(
    finalStates.flatMap((state) => {
      const duration = retention[state];
      return duration === undefined ? [] : [[state, keepFor(duration)]];
    }),
  );
}
