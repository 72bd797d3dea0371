import type { PayloadChange } from "@formwork/contracts/payload-changes";
import { applyChanges } from "@formwork/contracts/payload-changes";
import { lookUpPointer } from "@formwork/contracts/schema/pointer";
import { replaceSecrets } from "@formwork/contracts/schema/secrets/replace-secrets";
import type { AnySchema } from "../../../forms/values/schema-at.ts";

/** Characters shown of a value. */
const maxText = 200;

/** Returns each change with its new value as JSON, secrets masked; null leaves the field out. */
export function describeChanges(
  changes: readonly PayloadChange[],
  schema: AnySchema,
  mask: string,
): { path: string; text: string | null }[] {
  const shown = replaceSecrets(schema, applyChanges({}, changes), () => mask);
  return changes.map((change) => ({
    path: change.path,
    text: "value" in change ? textOf(lookUpPointer(shown, change.path)) : null,
  }));
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > maxText ? `${text.slice(0, maxText).toWellFormed()}…` : text;
}
