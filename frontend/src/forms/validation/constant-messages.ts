import type { FieldError } from "@formwork/contracts/problem";
import { constantKind } from "../values/constant-kind.ts";
import { pathOf } from "../values/field-path.ts";
import { jsonEqual } from "../values/json-equal.ts";
import { type AnySchema, schemasAt } from "../values/schema-at.ts";

/** Says of each constant that is missing or not met what a person has to do: "Type DELETE". */
export function withConstantMessages(
  errors: readonly FieldError[],
  schema: AnySchema,
): FieldError[] {
  return errors.map((error) => {
    if (error.keyword !== "const" && error.keyword !== "required") return error;
    const constant = constantAt(pathOf(error.pointer), schema);
    return constant === undefined ? error : { ...error, message: instruction(constant.value) };
  });
}

function instruction(constant: unknown): string {
  const isTyped = typeof constant === "string" || typeof constant === "number";
  return isTyped ? `Type ${constant}` : "Tick this box";
}

/** Returns the constant that a field must have; undefined where it is none or one of several. */
function constantAt(path: readonly string[], schema: AnySchema): { value: unknown } | undefined {
  const schemas = schemasAt(schema, path);
  if (schemas.some((one) => one.oneOf ?? one.anyOf ?? one.enum)) return undefined;
  const [first, ...others] = schemas.filter((one) =>
    ["typed", "ticked"].includes(constantKind(one) ?? ""),
  );
  return first !== undefined && others.every((other) => jsonEqual(other.const, first.const))
    ? { value: first.const }
    : undefined;
}
