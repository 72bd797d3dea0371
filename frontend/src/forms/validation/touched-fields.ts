import type { FieldError } from "@formwork/contracts/problem";
import { idOf, idSeparator } from "../values/field-path.ts";

/**
 * The fields whose errors are shown, by the id of their control: a typed field once it has lost the
 * focus, any other field once it has changed, every field after a submit. No error appears while the
 * user is typing; a visible one disappears as soon as its field is valid.
 */
export type TouchedFields = {
  submitted: boolean;
  blurred: ReadonlySet<string>;
  changed: ReadonlySet<string>;
};

/** The state of a new form. */
export const untouched: TouchedFields = {
  submitted: false,
  blurred: new Set(),
  changed: new Set(),
};

/** Marks every field as touched. */
export function afterSubmit(touched: TouchedFields): TouchedFields {
  return { ...touched, submitted: true };
}

/** Marks a field as touched when it loses the focus. */
export function afterBlur(touched: TouchedFields, id: string): TouchedFields {
  return touched.blurred.has(id)
    ? touched
    : { ...touched, blurred: new Set(touched.blurred).add(id) };
}

/**
 * Marks a field as touched when it changes. A typed field loses its mark until it has lost the focus
 * again, unless its error is visible.
 */
export function afterChange(
  touched: TouchedFields,
  id: string,
  { isTyped, isVisible }: { isTyped: boolean; isVisible: boolean },
): TouchedFields {
  if (!isTyped) return { ...touched, changed: new Set(touched.changed).add(id) };
  return isVisible || !touched.blurred.has(id)
    ? touched
    : { ...touched, blurred: without(touched.blurred, id) };
}

/**
 * Returns the errors to show. A field that has lost the focus shows the errors below it too, because
 * its control may be that of a whole list; a changed field shows only its own.
 */
export function visibleErrors(
  errors: readonly FieldError[],
  { submitted, blurred, changed }: TouchedFields,
): FieldError[] {
  return submitted
    ? [...errors]
    : errors.filter(
        ({ pointer }) =>
          changed.has(idOf(pointer)) ||
          idWithAncestors(idOf(pointer)).some((id) => blurred.has(id)),
      );
}

/** Returns the id and the ids of the fields around it. */
function idWithAncestors(id: string): string[] {
  const parts = id.split(idSeparator);
  return parts.map((_, end) => parts.slice(0, end + 1).join(idSeparator));
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((other) => other !== id));
}
