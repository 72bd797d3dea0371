import type { FieldError } from "@formwork/contracts/problem";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { type PlaceholderFields, placeholderFaults } from "./placeholder-rules.ts";
import { refuseSecretPlaceholders } from "./secrets/secret-placeholders.ts";

/** Fields beside those of the payload; a job's own are not known before it is stored. */
const fields: PlaceholderFields = { template: ["name", "version"] };

/** Returns the faults of a template's summary, which is shown to everybody who may see the job. */
export function summaryFaults({ summary, payload }: TemplateDefinition): FieldError[] {
  return summary === undefined ? [] : shownTextFaults(summary, "/summary", payload);
}

/** Returns the faults of a text that shows values of the payload to people. */
export function shownTextFaults(
  text: string,
  pointer: string,
  payload: SchemaObject,
): FieldError[] {
  return [
    ...placeholderFaults(text, pointer, { payload, fields }),
    ...refuseSecretPlaceholders(payload, pointer, text),
  ];
}
