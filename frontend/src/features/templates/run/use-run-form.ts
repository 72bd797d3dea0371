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

/** Holds the state of the run form (draft, options, errors) and submits it. */
export function useRunForm({ template, newest, rules, origin, search }: RunSource) {
  const prefill = useMemo(() => readPrefill(search, rules.schema), [search, rules]);
  const [initialPayload] = useState(() => rules.complete(origin?.payload ?? prefill.payload));
  const [draft, setDraft] = useState(() => newDraft(initialPayload));
  const [options, setOptions] = useState<RunOptions>(defaultOptions);
  const [failedSubmits, setFailedSubmits] = useState(0);
  const [serverErrors, setServerErrors] = useState<ServerErrors | null>(null);
  const errors = useFieldErrors(rules.check, draft.payload, serverErrors);
  const submission = useSubmitJob(origin?.id ?? null);
  const navigate = useNavigate();
  const isSubmitted = useRef(false);
  const optionErrors = origin === null ? checkOptions(options) : [];

  function submit() {
    if (submission.isPending) return;
    const isValid = errors.validate() && draft.jsonError === null && optionErrors.length === 0;
    if (draft.jsonError !== null) document.getElementById(jsonEditorId)?.focus();
    if (!isValid) return setFailedSubmits(failedSubmits + 1);
    const payload = rules.complete(draft.payload);
    const version = template.version === newest ? undefined : template.version;
    submission.mutate(submitBody({ template: template.name, version, payload }, options), {
      onSuccess: ({ id }) => {
        isSubmitted.current = true;
        navigate(paths.job(id));
      },
      onError: (error) => handleError(error, payload),
    });
  }

  /** Edits the draft and clears the error of the last submit. */
  function editDraft(edit: (draft: PayloadDraft) => PayloadDraft) {
    setDraft(edit);
    if (submission.isError) submission.reset();
  }

  function handleError(error: Error, payload: Payload) {
    setServerErrors({ errors: isProblemError(error) ? (error.problem.errors ?? []) : [], payload });
    setFailedSubmits(failedSubmits + 1);
  }

  const latest = useRef({ draft, options });
  latest.current = { draft, options };
  const [isDirty] = useState(() => () => {
    const { draft: current, options: currentOptions } = latest.current;
    return (
      !isSubmitted.current &&
      (current.jsonError !== null ||
        !jsonEqual(current.payload, initialPayload) ||
        !jsonEqual(currentOptions, defaultOptions))
    );
  });

  return {
    draft,
    options,
    errors,
    optionErrors: errors.isSubmitted ? optionErrors : [],
    prefillWarnings: origin === null ? prefill.warnings : [],
    failedSubmits,
    submission,
    /** The payload as it will be sent: with defaults, without values of other branches. */
    completePayload: useMemo(() => rules.complete(draft.payload), [rules, draft.payload]),
    isDirty,
    editPayload: (payload: Payload) => editDraft((previous) => setPayload(previous, payload)),
    editText: (text: string) => editDraft((previous) => setText(previous, text)),
    selectTab: (tab: PayloadDraft["tab"]) => editDraft((previous) => selectTab(previous, tab)),
    applyExample: (payload: Payload) =>
      editDraft((previous) => setPayload(previous, rules.complete(payload))),
    setOptions,
    submit,
  };
}

export type RunFormState = ReturnType<typeof useRunForm>;
