import { isProblemError } from "@formwork/contracts/client/problem-error";
import { changesBetween } from "@formwork/contracts/payload-changes";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { useMemo, useState } from "react";
import { handlesOf } from "../../../forms/secrets/kept-secrets.ts";
import { usePayloadChecks } from "../../../forms/secrets/use-payload-checks.ts";
import { useFieldErrors } from "../../../forms/validation/use-field-errors.ts";
import { shortId } from "../../../lib/text/short-id.ts";
import { useGroupAction } from "../actions/use-group-action.ts";
import type { RepairSource } from "./use-repair-source.ts";

/**
 * Holds the state of the form for a group: it is filled in with the payload of one job, and what is
 * changed in it is what will be changed in every job.
 */
export function useRepairForm({ group, sample, template, rules }: RepairSource) {
  const [initial] = useState(() => rules.complete(sample.payload));
  const [payload, setPayload] = useState<Payload>(initial);
  const [perMinute, setPerMinute] = useState("");
  const [failedSubmits, setFailedSubmits] = useState(0);
  const keptFrom = useMemo(
    () => ({ from: `job ${shortId(sample.id)}`, handles: handlesOf(sample.payload) }),
    [sample],
  );
  const checks = usePayloadChecks(rules, keptFrom);
  const errors = useFieldErrors(checks, payload, null);
  const action = useGroupAction(group.key);
  const changes = useMemo(
    () => changesBetween(initial, rules.complete(payload)),
    [initial, payload, rules],
  );
  const rate = perMinute.trim() === "" ? undefined : Number(perMinute);
  const isRateWrong =
    rate !== undefined && !(Number.isInteger(rate) && rate >= 1 && rate <= 60_000);

  function submit() {
    if (action.isPending) return;
    if (!errors.validate() || isRateWrong) return setFailedSubmits(failedSubmits + 1);
    action.mutate({
      action: "repair",
      filter: { error: group.key },
      repair: { changes, version: template.version },
      ...(rate !== undefined && { perMinute: rate }),
    });
  }
  return {
    ...{ payload, setPayload, errors, changes, failedSubmits, keptFrom, submit },
    ...{ perMinute, setPerMinute, isRateWrong },
    isPending: action.isPending,
    /** What the server refused, where it is no field of the form. */
    refusal: isProblemError(action.error)
      ? [
          action.error.problem.detail,
          ...(action.error.problem.errors ?? []).map(({ message }) => message),
        ].join(": ")
      : (action.error?.message ?? null),
  };
}
