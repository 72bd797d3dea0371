import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useConfirmation } from "../../../forms/confirmation/use-confirmation.ts";
import {
  jsonEditorId,
  newDraft,
  type PayloadDraft,
  selectTab,
  setPayload,
  setText,
} from "../../../forms/payload/payload-draft.ts";
import { handlesOf, type KeptFrom } from "../../../forms/secrets/kept-secrets.ts";
import { usePayloadChecks } from "../../../forms/secrets/use-payload-checks.ts";
import { type ServerErrors, useFieldErrors } from "../../../forms/validation/use-field-errors.ts";
import { jsonEqual } from "../../../forms/values/json-equal.ts";
import { secondsLeft } from "../../../lib/api/errors/seconds-left.ts";
import { paths } from "../../../lib/paths.ts";
import { carryInput } from "../../../lib/storage/carried-input.ts";
import { shortId } from "../../../lib/text/short-id.ts";
import {
  checkOptions,
  defaultOptions,
  optionsOf,
  type RunOptions,
  rerunBody,
  submitBody,
} from "../options/run-options.ts";
import { usePrefill } from "../payload/use-prefill.ts";
import { type Submission, useSubmitJob } from "../submit/use-submit-job.ts";
import type { RunSource } from "./use-run-source.ts";

/** What was typed for one version of the template, and is taken over into another one. */
export type CarriedInput = { payload: Payload; options: RunOptions };

/** Holds the state of the run form (draft, options, errors) and submits it. */
export function useRunForm(
  { template, rules, origin, search }: RunSource,
  carried: CarriedInput | null = null,
) {
  const prefill = usePrefill(search, rules.schema);
  const [initialPayload] = useState(() =>
    rules.complete(origin?.payload ?? rules.start(prefill.payload)),
  );
  const [initialOptions] = useState(() => (origin === null ? defaultOptions : optionsOf(origin)));
  const [draft, setDraft] = useState(() =>
    newDraft(carried === null ? initialPayload : rules.complete(carried.payload), rules.schema),
  );
  const [options, setOptions] = useState<RunOptions>(carried?.options ?? initialOptions);
  const [failedSubmits, setFailedSubmits] = useState(0);
  const [serverErrors, setServerErrors] = useState<ServerErrors | null>(null);
  const keptFrom = useMemo(() => keptFromOf(origin), [origin]);
  const checks = usePayloadChecks(rules, keptFrom);
  const errors = useFieldErrors(checks, draft.payload, serverErrors, carried !== null);
  const submission = useSubmitJob();
  const navigate = useNavigate();
  const isSubmitted = useRef(false);
  const optionErrors = checkOptions(options);

  const confirmation = useConfirmation(template, send);

  function submit() {
    if (submission.isPending || mustWait() || confirmation.asked !== null) return;
    const isValid = errors.validate() && draft.jsonError === null && optionErrors.length === 0;
    if (draft.jsonError !== null) document.getElementById(jsonEditorId)?.focus();
    if (!isValid) return setFailedSubmits(failedSubmits + 1);
    confirmation.ask(rules.complete(draft.payload));
  }

  function send(payload: Payload) {
    submission.mutate(submissionOf(payload), {
      onSuccess: ({ id }) => {
        isSubmitted.current = true;
        navigate(paths.job(id));
      },
      onError: (error) => handleError(error, payload),
    });
  }

  /** Names the version that the form shows, also when a newer one was published meanwhile. */
  function submissionOf(payload: Payload): Submission {
    const content = { template: template.name, version: template.version, payload };
    return origin === null
      ? { operation: "jobs.create", body: submitBody(content, options) }
      : { operation: "jobs.rerun", id: origin.id, body: rerunBody(content, options) };
  }

  /** Edits the draft and clears the error of the last submit. */
  function editDraft(edit: (draft: PayloadDraft) => PayloadDraft) {
    setDraft(edit);
    if (submission.isError && !mustWait()) submission.reset();
  }

  /** True while the server asks to wait after too many submits. */
  function mustWait(): boolean {
    return secondsLeft(submission.error, Date.now()) > 0;
  }

  function handleError(error: Error, payload: Payload) {
    setServerErrors({ errors: isProblemError(error) ? (error.problem.errors ?? []) : [], payload });
    setFailedSubmits(failedSubmits + 1);
  }

  /** Opens the editor of a schedule, and takes along what was filled in. */
  function schedule() {
    const { priority, tags } = options;
    carryInput(template.name, { payload: rules.complete(draft.payload), priority, tags });
    isSubmitted.current = true;
    navigate(paths.newSchedule(template.name));
  }

  function isDirty(): boolean {
    return (
      !isSubmitted.current &&
      (draft.jsonError !== null ||
        errors.hasUnreadable ||
        !jsonEqual(draft.payload, initialPayload) ||
        !jsonEqual(options, initialOptions))
    );
  }

  // A key is shown before a large payload is completed.
  const settledPayload = useDeferredValue(draft.payload);
  return {
    draft,
    options,
    errors,
    optionErrors: errors.isSubmitted ? optionErrors : [],
    prefillWarnings: origin === null ? prefill.warnings : [],
    failedSubmits,
    submission,
    /** The payload as it will be sent: with defaults, without values of other branches. */
    completePayload: useMemo(() => rules.complete(settledPayload), [rules, settledPayload]),
    isDirty,
    keptFrom,
    confirmation,
    editPayload: (payload: Payload) => editDraft((previous) => setPayload(previous, payload)),
    editText: (text: string) => editDraft((previous) => setText(previous, text)),
    selectTab: (tab: PayloadDraft["tab"]) => editDraft((previous) => selectTab(previous, tab)),
    applyExample: (payload: Payload) =>
      editDraft((previous) => setPayload(previous, rules.complete(payload))),
    setOptions,
    submit,
    schedule,
  };
}

/** Returns the secrets of the job that is run again, which the form may keep. */
function keptFromOf(origin: RunSource["origin"]): KeptFrom {
  return { from: `job ${shortId(origin?.id ?? "")}`, handles: handlesOf(origin?.payload) };
}

export type RunFormState = ReturnType<typeof useRunForm>;
