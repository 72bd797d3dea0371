import type { FieldError } from "@formwork/contracts/job";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { type PlaceholderFields, placeholderFaults } from "./placeholder-rules.ts";
import { refuseSecretPlaceholders } from "./secret-placeholders.ts";

/** Fields beside those of the payload; a job's own are not known before it is stored. */
const fields: PlaceholderFields = { template: ["name", "version"] };

/** Returns the faults of a template's summary, which is shown to everybody who may see the job. */
export function summaryFaults({ summary, payload }: TemplateDefinition): FieldError[] {
  if (summary === undefined) return [];
  return [
    ...placeholderFaults(summary, "/summary", { payload, fields }),
    ...refuseSecretPlaceholders(payload, "/summary", summary),
  ];
}
