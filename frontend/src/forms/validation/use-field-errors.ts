import type { FieldError } from "@formwork/contracts/job";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { idOf, idPrefix, idSeparator, valueAt } from "../values/field-path.ts";
import { errorsOfUnchanged, joinErrors } from "./field-errors.ts";
import type { Payload } from "./payload-rules.ts";
import { afterBlur, afterChange, afterSubmit, untouched, visibleErrors } from "./touched-fields.ts";

/** The errors of a rejected submit, and the payload they are about. */
export type ServerErrors = { errors: readonly FieldError[]; payload: Payload };

/** What the form shows of errors, and what it has to report for that. */
export type FieldErrorsState = {
  /** Every error of the payload. */
  all: FieldError[];
  /** The errors to show now. */
  visible: FieldError[];
  /** True after the first submit. */
  isSubmitted: boolean;
  /** Has to be called when a field loses the focus. */
  onBlur: (id: string) => void;
  /** Has to be called when a field is edited. */
  onEdit: (id: string, payload: Payload) => void;
  /** Has to be called when the text of a control becomes unreadable, or with null readable. */
  onUnreadableText: (pointer: string, message: string | null) => void;
  /** Shows every error from now on; returns true when there is none. */
  validate: () => boolean;
};

/** Collects the errors of schema, controls and server, and decides which of them are visible. */
export function useFieldErrors(
  check: (payload: Payload) => FieldError[],
  payload: Payload,
  serverErrors: ServerErrors | null,
  /** Shows every error from the start, as after a submit. */
  showAll = false,
): FieldErrorsState {
  const [touched, setTouched] = useState(() => (showAll ? afterSubmit(untouched) : untouched));
  const [unreadable, setUnreadable] = useState<ReadonlyMap<string, string>>(new Map());
  // A key is shown before a large payload is checked.
  const settled = useDeferredValue(payload);
  const found = useMemo(
    () => joinErrors(check(settled), syntaxErrors(unreadable)),
    [check, settled, unreadable],
  );
  const remaining = useMemo(
    () =>
      serverErrors === null
        ? []
        : errorsOfUnchanged(serverErrors.errors, serverErrors.payload, payload),
    [serverErrors, payload],
  );
  const visible = useMemo(
    () => joinErrors(visibleErrors(found, touched), remaining),
    [found, touched, remaining],
  );

  const onUnreadableText = useCallback(
    (pointer: string, message: string | null) =>
      setUnreadable((previous) => withMessage(previous, pointer, message)),
    [],
  );
  const onBlur = useCallback((id: string) => setTouched((previous) => afterBlur(previous, id)), []);

  function onEdit(id: string, next: Payload) {
    const isTyped = ["string", "number", "undefined"].includes(
      typeof valueAt(next, id.split(idSeparator).slice(1)),
    );
    const isVisible = visible.some(({ pointer }) => idOf(pointer) === id);
    if (id !== idPrefix)
      setTouched((previous) => afterChange(previous, id, { isTyped, isVisible }));
  }

  function validate(): boolean {
    setTouched(afterSubmit);
    return check(payload).length === 0 && unreadable.size === 0;
  }

  return {
    all: joinErrors(found, remaining),
    visible,
    isSubmitted: touched.submitted,
    onBlur,
    onEdit,
    onUnreadableText,
    validate,
  };
}

function syntaxErrors(unreadable: ReadonlyMap<string, string>): FieldError[] {
  return [...unreadable].map(([pointer, message]) => ({ pointer, message, keyword: "syntax" }));
}

function withMessage(
  messages: ReadonlyMap<string, string>,
  pointer: string,
  message: string | null,
): ReadonlyMap<string, string> {
  if ((messages.get(pointer) ?? null) === message) return messages;
  const next = new Map(messages);
  if (message === null) next.delete(pointer);
  else next.set(pointer, message);
  return next;
}
