import { isProblemError } from "@formwork/contracts/client/problem-error";
import { useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Payload } from "../../../forms/validation/payload-rules.ts";
import { type Refusal, useFieldErrors } from "../../../forms/validation/use-field-errors.ts";
import { sameJson } from "../../../forms/values/json-equal.ts";
import { paths } from "../../../lib/paths.ts";
import { checkOptions, noOptions, type RunOptions, submitBody } from "../options/run-options.ts";
import {
  type Draft,
  fillIn,
  jsonEditorId,
  pickTab,
  startDraft,
  typeJson,
} from "../payload/payload-draft.ts";
import { readPrefill } from "../payload/prefill.ts";
import type { RunSource } from "./use-run-source.ts";
import { useSubmission } from "./use-submit-job.ts";

/**
 * Everything the run form knows and does: the draft in two tabs, the options, the errors, and the
 * submit.
 */
export function useRunForm({ template, newest, rules, origin, search }: RunSource) {
  const prefill = useMemo(() => readPrefill(search, rules.schema), [search, rules]);
  const [start] = useState(() => rules.exact(origin?.payload ?? prefill.payload));
  const [draft, setDraft] = useState(() => startDraft(start));
  const [options, setOptions] = useState<RunOptions>(noOptions);
  const [tries, setTries] = useState(0);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const errors = useFieldErrors(rules.check, draft.payload, refusal);
  const submission = useSubmission(origin?.id ?? null);
  const navigate = useNavigate();
  const isSent = useRef(false);
  const optionErrors = origin === null ? checkOptions(options) : [];

  function submit() {
    if (submission.isPending) return;
    const isRight = errors.judge() && draft.fault === null && optionErrors.length === 0;
    if (draft.fault !== null) document.getElementById(jsonEditorId)?.focus();
    if (!isRight) return setTries(tries + 1);
    const payload = rules.exact(draft.payload);
    const version = template.version === newest ? undefined : template.version;
    submission.mutate(submitBody({ template: template.name, version, payload }, options), {
      onSuccess: ({ id }) => {
        isSent.current = true;
        navigate(paths.job(id));
      },
      onError: (error) => refuse(error, payload),
    });
  }

  /** Edits the draft; what the server said of the one before no longer matters. */
  function change(step: (draft: Draft) => Draft) {
    setDraft(step);
    if (submission.isError) submission.reset();
  }

  function refuse(error: Error, payload: Payload) {
    setRefusal({ errors: isProblemError(error) ? (error.problem.errors ?? []) : [], payload });
    setTries(tries + 1);
  }

  const latest = useRef({ draft, options });
  latest.current = { draft, options };
  const [isDirty] = useState(() => () => {
    const { draft: now, options: chosen } = latest.current;
    return (
      !isSent.current &&
      (now.fault !== null || !sameJson(now.payload, start) || !sameJson(chosen, noOptions))
    );
  });

  return {
    draft,
    options,
    errors,
    optionErrors: errors.isJudged ? optionErrors : [],
    prefillFaults: origin === null ? prefill.faults : [],
    tries,
    submission,
    sent: useMemo(() => rules.exact(draft.payload), [rules, draft.payload]),
    isDirty,
    edit: (payload: Payload) => change((before) => fillIn(before, payload)),
    type: (text: string) => change((before) => typeJson(before, text)),
    pick: (tab: Draft["tab"]) => change((before) => pickTab(before, tab)),
    startFrom: (payload: Payload) => change((before) => fillIn(before, rules.exact(payload))),
    setOptions,
    submit,
  };
}

export type RunFormState = ReturnType<typeof useRunForm>;
