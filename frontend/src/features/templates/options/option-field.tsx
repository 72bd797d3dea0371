import type { ReactNode } from "react";
import { FieldErrors } from "../../../forms/layout/field-error.tsx";
import { FieldLabel } from "../../../forms/layout/field-label.tsx";
import { Hint } from "../../../forms/layout/hint.tsx";

type OptionFieldProps = {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
};

/** Lays out one option as the form does: label, control, error and hint. */
export function OptionField({ id, label, hint, error, children }: OptionFieldProps) {
  return (
    <div>
      <FieldLabel id={id} text={label} />
      {children}
      <FieldErrors id={`${id}__error`} messages={error === undefined ? [] : [error]} />
      {hint ? <Hint id={`${id}__description`}>{hint}</Hint> : null}
    </div>
  );
}
