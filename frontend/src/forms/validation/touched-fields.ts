import type { FieldError } from "@formwork/contracts/job";
import { idOf, idSeparator } from "../values/field-path.ts";

/**
 * Which fields a person has finished with, so that errors are shown after an answer and never
 * during it: a text field is judged when it is left, a choice at once, everything after a submit.
 * An error that is showing goes away as soon as its field is right.
 */
export type TouchedFields = {
  all: boolean;
  left: ReadonlySet<string>;
  chosen: ReadonlySet<string>;
};

export const untouched: TouchedFields = { all: false, left: new Set(), chosen: new Set() };

/** After a submit every error is shown. */
export function afterSubmit(touched: TouchedFields): TouchedFields {
  return { ...touched, all: true };
}

/** After a field was left. */
export function afterBlur(touched: TouchedFields, id: string): TouchedFields {
  return touched.left.has(id) ? touched : { ...touched, left: new Set(touched.left).add(id) };
}

/**
 * After a field was edited; `typed` text is not judged again until it is left, unless its error is
 * already showing.
 */
export function afterChange(
  touched: TouchedFields,
  id: string,
  { typed, showing }: { typed: boolean; showing: boolean },
): TouchedFields {
  if (!typed) return { ...touched, chosen: new Set(touched.chosen).add(id) };
  return showing || !touched.left.has(id)
    ? touched
    : { ...touched, left: without(touched.left, id) };
}

/**
 * The errors to show now. Leaving a field judges all below it too (its control may stand for a
 * whole list); a choice only itself.
 */
export function visibleErrors(
  errors: readonly FieldError[],
  { all, left, chosen }: TouchedFields,
): FieldError[] {
  return all
    ? [...errors]
    : errors.filter(
        ({ pointer }) =>
          chosen.has(idOf(pointer)) || lineage(idOf(pointer)).some((id) => left.has(id)),
      );
}

/** The id and those of everything around it. */
function lineage(id: string): string[] {
  const parts = id.split(idSeparator);
  return parts.map((_, end) => parts.slice(0, end + 1).join(idSeparator));
}

function without(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...ids].filter((other) => other !== id));
}
