import type { FieldError } from "@formwork/contracts/problem";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { pathOf, valueAt } from "../../../forms/values/field-path.ts";

const keywords: readonly string[] = ["additionalProperties", "unevaluatedProperties"];

/** Returns the errors about keys of the payload that its schema does not know. */
export function unknownFieldErrors(errors: readonly FieldError[], payload: Payload): FieldError[] {
  return errors.filter(
    ({ keyword, pointer }) =>
      keywords.includes(keyword) &&
      pathOf(pointer).length > 0 &&
      valueAt(payload, pathOf(pointer)) !== undefined,
  );
}
