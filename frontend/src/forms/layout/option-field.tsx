import type { ReactNode } from "react";
import { FieldErrors } from "./field-error.tsx";
import { FieldLabel } from "./field-label.tsx";
import { Hint } from "./hint.tsx";

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
