import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { FieldError } from "@formwork/contracts/problem";
import type { PreviewSchedule } from "@formwork/contracts/schedule";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { useConfirmation } from "../../../forms/confirmation/use-confirmation.ts";
import {
  jsonEditorId,
  newDraft,
  type PayloadDraft,
  selectTab,
  setPayload,
  setText,
} from "../../../forms/payload/payload-draft.ts";
import { handlesOf } from "../../../forms/secrets/kept-secrets.ts";
import { usePayloadChecks } from "../../../forms/secrets/use-payload-checks.ts";
import { type ServerErrors, useFieldErrors } from "../../../forms/validation/use-field-errors.ts";
import { jsonEqual } from "../../../forms/values/json-equal.ts";
import { paths } from "../../../lib/paths.ts";
import { draftErrors, type ScheduleDraft, timingOf } from "./schedule-draft.ts";
import type { EditorSource } from "./use-editor-source.ts";
import { usePreview } from "./use-preview.ts";
import { useSaveSchedule } from "./use-save-schedule.ts";

/** What the form starts from, and what it is compared with to know whether it was changed. */
export type EditorInput = { payload: Payload; draft: ScheduleDraft };

/** Payloads beyond this many characters are not previewed while they are typed. */
const maxPreviewed = 64_000;

/** Holds the state of the editor (payload, draft, errors, preview) and saves the schedule. */
export function useScheduleForm(
  { template, rules, schedule }: EditorSource,
  { start, carried }: { start: EditorInput; carried: EditorInput | null },
) {
  const [initial] = useState(() => ({ ...start, payload: rules.complete(start.payload) }));
  const [content, setContent] = useState(() =>
    newDraft(carried === null ? initial.payload : rules.complete(carried.payload), rules.schema),
  );
  const { payload, jsonError } = content;
  const [draft, setDraft] = useState(carried?.draft ?? initial.draft);
  const [serverErrors, setServerErrors] = useState<ServerErrors | null>(null);
  const [refused, setRefused] = useState<{ draft: ScheduleDraft; errors: FieldError[] } | null>(
    null,
  );
  const [failedSubmits, setFailedSubmits] = useState(0);
  const kept = useMemo(
    () => ({ from: "this schedule", handles: handlesOf(schedule?.payload) }),
    [schedule],
  );
  const checks = usePayloadChecks(rules, kept);
  const errors = useFieldErrors(checks, payload, serverErrors, carried !== null);
  const save = useSaveSchedule();
  const toast = useToast();
  const navigate = useNavigate();
  const isSaved = useRef(false);

  const settled = useDeferredValue(payload);
  const complete = useMemo(() => rules.complete(settled), [rules, settled]);
  const missing = draftErrors(draft);
  const previewed: PreviewSchedule | null = missing.some(({ pointer }) => isOfTiming(pointer))
    ? null
    : {
        ...timingOf(draft),
        ...(schedule === null ? {} : { schedule: schedule.id }),
        ...(errors.all.length === 0 && JSON.stringify(complete).length <= maxPreviewed
          ? { template: template.name, version: draft.version, payload: complete }
          : {}),
      };
  const preview = usePreview(previewed);
  const draftFaults = [
    ...(errors.isSubmitted ? missing : []),
    ...preview.errors.filter(({ pointer }) => !isOfPayload(pointer)),
    ...(refused?.draft === draft ? refused.errors : []),
  ];
  const confirmation = useConfirmation(template, send);

  function submit() {
    if (save.isPending || confirmation.asked !== null) return;
    const isValid =
      errors.validate() &&
      jsonError === null &&
      missing.length === 0 &&
      preview.errors.length === 0;
    if (jsonError !== null) document.getElementById(jsonEditorId)?.focus();
    if (!isValid) return setFailedSubmits(failedSubmits + 1);
    confirmation.ask(rules.complete(payload));
  }

  function send(sent: Payload) {
    const before = schedule === null ? null : { schedule, draft: start.draft };
    save.mutate(
      { template: template.name, payload: sent, draft, before },
      {
        onSuccess: ({ id, name }) => {
          isSaved.current = true;
          toast({ severity: "success", text: `${name} is saved` });
          navigate(paths.schedule(id), { replace: schedule !== null });
        },
        onError: (error) => {
          const faults = isProblemError(error) ? (error.problem.errors ?? []) : [];
          const ofPayload = faults.filter(({ pointer }) => isOfPayload(pointer));
          setServerErrors({ errors: ofPayload, payload: sent });
          setRefused({ draft, errors: faults.filter(({ pointer }) => !isOfPayload(pointer)) });
          setFailedSubmits(failedSubmits + 1);
        },
      },
    );
  }

  /** Edits the payload and clears the error of the last save. */
  function editContent(edit: (previous: PayloadDraft) => PayloadDraft) {
    setContent(edit);
    if (save.isError) save.reset();
  }

  function isDirty(): boolean {
    return (
      !isSaved.current &&
      (jsonError !== null ||
        errors.hasUnreadable ||
        !jsonEqual(payload, initial.payload) ||
        JSON.stringify(draft) !== JSON.stringify(initial.draft))
    );
  }

  return {
    ...{ content, draft, errors, draftFaults, failedSubmits, preview, save, kept, confirmation },
    editPayload: (edited: Payload) => editContent((previous) => setPayload(previous, edited)),
    editText: (text: string) => editContent((previous) => setText(previous, text)),
    selectTab: (tab: PayloadDraft["tab"]) => editContent((previous) => selectTab(previous, tab)),
    applyExample: (example: Payload) =>
      editContent((previous) => setPayload(previous, rules.complete(example))),
    editDraft: (change: Partial<ScheduleDraft>) => {
      setDraft((previous) => ({ ...previous, ...change }));
      if (save.isError) save.reset();
    },
    ...{ submit, isDirty },
  };
}

const timingFields = ["/cron", "/every", "/at"];

function isOfTiming(pointer: string): boolean {
  return timingFields.includes(pointer);
}

function isOfPayload(pointer: string): boolean {
  return pointer === "/payload" || pointer.startsWith("/payload/");
}

export type ScheduleFormState = ReturnType<typeof useScheduleForm>;
