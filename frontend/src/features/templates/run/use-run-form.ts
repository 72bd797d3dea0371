import { isProblemError } from "@formwork/contracts/client/problem-error";
import { useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Payload } from "../../../forms/validation/payload-rules.ts";
import { type ServerErrors, useFieldErrors } from "../../../forms/validation/use-field-errors.ts";
import { jsonEqual } from "../../../forms/values/json-equal.ts";
import { paths } from "../../../lib/paths.ts";
import {
  checkOptions,
  defaultOptions,
  type RunOptions,
  submitBody,
} from "../options/run-options.ts";
import {
  jsonEditorId,
  newDraft,
  type PayloadDraft,
  selectTab,
  setPayload,
  setText,
} from "../payload/payload-draft.ts";
import { readPrefill } from "../payload/prefill.ts";
import type { RunSource } from "./use-run-source.ts";
import { useSubmitJob } from "./use-submit-job.ts";

/**
 * Everything the run form knows and does: the draft in two tabs, the options, the errors, and the
 * submit.
 */
export function useRunForm({ template, newest, rules, origin, search }: RunSource) {
  const prefill = useMemo(() => readPrefill(search, rules.schema), [search, rules]);
  const [start] = useState(() => rules.exact(origin?.payload ?? prefill.payload));
  const [draft, setDraft] = useState(() => newDraft(start));
  const [options, setOptions] = useState<RunOptions>(defaultOptions);
  const [tries, setTries] = useState(0);
  const [refusal, setRefusal] = useState<ServerErrors | null>(null);
  const errors = useFieldErrors(rules.check, draft.payload, refusal);
  const submission = useSubmitJob(origin?.id ?? null);
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
  function change(step: (draft: PayloadDraft) => PayloadDraft) {
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
      (now.fault !== null || !jsonEqual(now.payload, start) || !jsonEqual(chosen, defaultOptions))
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
    edit: (payload: Payload) => change((before) => setPayload(before, payload)),
    type: (text: string) => change((before) => setText(before, text)),
    pick: (tab: PayloadDraft["tab"]) => change((before) => selectTab(before, tab)),
    startFrom: (payload: Payload) => change((before) => setPayload(before, rules.exact(payload))),
    setOptions,
    submit,
  };
}

export type RunFormState = ReturnType<typeof useRunForm>;
