import type { FieldError } from "@formwork/contracts/problem";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { shownTextFaults } from "./summary-rules.ts";

/** Returns the faults of the question that a template asks before a person sends a job. */
export function confirmFaults({ confirm, payload }: TemplateDefinition): FieldError[] {
  if (confirm === undefined) return [];
  return [
    ...shownTextFaults(confirm.text, "/confirm/text", payload),
    ...shownTextFaults(confirm.word ?? "", "/confirm/word", payload),
  ];
}
