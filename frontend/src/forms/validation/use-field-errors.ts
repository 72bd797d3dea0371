import type { FieldError } from "@formwork/contracts/job";
import { useCallback, useMemo, useState } from "react";
import { idOf, idPrefix, idSeparator, valueAt } from "../values/field-path.ts";
import { errorsOfUnchanged, joinErrors } from "./field-errors.ts";
import type { Payload } from "./payload-rules.ts";
import { afterBlur, afterChange, afterSubmit, untouched, visibleErrors } from "./touched-fields.ts";

/** What the server found wrong, and with which payload. */
export type ServerErrors = { errors: readonly FieldError[]; payload: Payload };

export type FieldErrorsState = {
  /** Every error there is. */
  all: FieldError[];
  /** Those to show now. */
  shown: FieldError[];
  /** True once somebody tried to submit. */
  isJudged: boolean;
  /** A field was left. */
  left: (id: string) => void;
  /** A field was edited. */
  edited: (id: string, payload: Payload) => void;
  /** A control's text stands for no value, or for one again. */
  report: (pointer: string, message: string | null) => void;
  /** Somebody submits: shows every error; true when there is none. */
  judge: () => boolean;
};

/** Gathers the errors of schema, controls and server, and decides which to show. */
export function useFieldErrors(
  check: (payload: Payload) => FieldError[],
  payload: Payload,
  refusal: ServerErrors | null,
): FieldErrorsState {
  const [touched, setTouched] = useState(untouched);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const found = useMemo(
    () => joinErrors(check(payload), faultErrors(faults)),
    [check, payload, faults],
  );
  const said = useMemo(
    () => (refusal === null ? [] : errorsOfUnchanged(refusal.errors, refusal.payload, payload)),
    [refusal, payload],
  );
  const shown = useMemo(
    () => joinErrors(visibleErrors(found, touched), said),
    [found, touched, said],
  );

  const report = useCallback(
    (pointer: string, message: string | null) =>
      setFaults((before) => withFault(before, pointer, message)),
    [],
  );
  const left = useCallback((id: string) => setTouched((before) => afterBlur(before, id)), []);

  function edited(id: string, next: Payload) {
    const typed = ["string", "number", "undefined"].includes(
      typeof valueAt(next, id.split(idSeparator).slice(1)),
    );
    const showing = shown.some(({ pointer }) => idOf(pointer) === id);
    if (id !== idPrefix) setTouched((before) => afterChange(before, id, { typed, showing }));
  }

  function judge(): boolean {
    setTouched(afterSubmit);
    return found.length === 0;
  }

  return {
    all: joinErrors(found, said),
    shown,
    isJudged: touched.all,
    left,
    edited,
    report,
    judge,
  };
}

function faultErrors(faults: ReadonlyMap<string, string>): FieldError[] {
  return [...faults].map(([pointer, message]) => ({ pointer, message, keyword: "syntax" }));
}

function withFault(
  faults: ReadonlyMap<string, string>,
  pointer: string,
  message: string | null,
): ReadonlyMap<string, string> {
  if ((faults.get(pointer) ?? null) === message) return faults;
  const next = new Map(faults);
  if (message === null) next.delete(pointer);
  else next.set(pointer, message);
  return next;
}
