import type { FieldError } from "@formwork/contracts/problem";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { idOf, idPrefix, idSeparator, pathOf, valueAt } from "../values/field-path.ts";
import { jsonEqual } from "../values/json-equal.ts";
import { errorsOfUnchanged, joinErrors } from "./field-errors.ts";
import type { PayloadRules } from "./payload-rules.ts";
import { afterBlur, afterChange, afterSubmit, untouched, visibleErrors } from "./touched-fields.ts";
import { useAfterPress } from "./use-after-press.ts";

/** The errors of a rejected submit, and the payload they are about. */
export type ServerErrors = { errors: readonly FieldError[]; payload: Payload };

/** What the form shows of errors, and what it has to report for that. */
export type FieldErrorsState = {
  /** Every error of the payload. */
  all: FieldError[];
  /** The errors to show now. */
  visible: FieldError[];
  /** True while the text of a control cannot be read, so that the payload lacks it. */
  hasUnreadable: boolean;
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
  { check, order }: Pick<PayloadRules, "check" | "order">,
  payload: Payload,
  serverErrors: ServerErrors | null,
  /** Shows every error from the start, as after a submit. */
  showAll = false,
): FieldErrorsState {
  const [touched, setTouched] = useState(() => (showAll ? afterSubmit(untouched) : untouched));
  const [reported, setReported] = useState<UnreadableTexts>(new Map());
  const latest = useRef(payload);
  latest.current = payload;
  const unreadable = useMemo(() => syntaxErrors(reported, payload), [reported, payload]);
  // A key is shown before a large payload is checked.
  const settled = useDeferredValue(payload);
  const found = useMemo(
    () => order(joinErrors(withoutFields(check(settled), unreadable), unreadable)),
    [check, order, settled, unreadable],
  );
  const remaining = useMemo(
    () =>
      serverErrors === null
        ? []
        : errorsOfUnchanged(serverErrors.errors, serverErrors.payload, payload),
    [serverErrors, payload],
  );
  const visible = useMemo(
    () => order(joinErrors(visibleErrors(found, touched), remaining)),
    [order, found, touched, remaining],
  );

  const onUnreadableText = useCallback((pointer: string, message: string | null) => {
    const value = valueAt(latest.current, pathOf(pointer));
    setReported((previous) => withReport(previous, pointer, message, value));
  }, []);
  const afterPress = useAfterPress();
  const onBlur = useCallback(
    (id: string) => afterPress(() => setTouched((previous) => afterBlur(previous, id))),
    [afterPress],
  );

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
    return check(payload).length === 0 && unreadable.length === 0;
  }

  return {
    all: joinErrors(found, remaining),
    visible,
    hasUnreadable: unreadable.length > 0,
    isSubmitted: touched.submitted,
    onBlur,
    onEdit,
    onUnreadableText,
    validate,
  };
}

/** The messages about unreadable texts by pointer, and the values of the payload beside them. */
type UnreadableTexts = ReadonlyMap<string, { message: string; value: unknown }>;

/** Returns the reports as errors; a value that was replaced meanwhile, as JSON, ends its report. */
function syntaxErrors(reported: UnreadableTexts, payload: Payload): FieldError[] {
  return [...reported]
    .filter(([pointer, { value }]) => jsonEqual(value, valueAt(payload, pathOf(pointer))))
    .map(([pointer, { message }]) => ({ pointer, message, keyword: "syntax" }));
}

/** Leaves out errors of fields whose text is unreadable: they are about a value it replaces. */
function withoutFields(errors: FieldError[], unreadable: readonly FieldError[]): FieldError[] {
  return errors.filter(({ pointer }) => !unreadable.some((one) => one.pointer === pointer));
}

function withReport(
  reported: UnreadableTexts,
  pointer: string,
  message: string | null,
  value: unknown,
): UnreadableTexts {
  const before = reported.get(pointer);
  if (
    (before?.message ?? null) === message &&
    (message === null || jsonEqual(before?.value, value))
  )
    return reported;
  const next = new Map(reported);
  if (message === null) next.delete(pointer);
  else next.set(pointer, { message, value });
  return next;
}
