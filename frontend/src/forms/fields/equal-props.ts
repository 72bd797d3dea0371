import type { FieldProps } from "@rjsf/utils";
import { jsonEqual } from "../values/json-equal.ts";

const copied: ReadonlySet<string> = new Set(["schema", "uiSchema", "fieldPathId"]);

/**
 * Compares the props of a part of the form: schemas and layouts as JSON, because RJSF copies them, and
 * everything else as it stands. Functions count as equal: each of them reports to the same form.
 */
export function equalProps<Props extends Partial<FieldProps>>(
  before: Props,
  after: Props,
): boolean {
  return Object.keys({ ...before, ...after }).every((name) => {
    const [one, other]: unknown[] = [Reflect.get(before, name), Reflect.get(after, name)];
    if (typeof one === "function" && typeof other === "function") return true;
    return copied.has(name) ? jsonEqual(one, other) : Object.is(one, other);
  });
}
