import { createHash } from "node:crypto";
import type { FieldError } from "@formwork/contracts/job";
import { createAjv, explain } from "@formwork/contracts/schema/validate";
import { TemplateDefinition } from "@formwork/contracts/template";
import { canonicalJson } from "./canonical-json.ts";

const isDefinition = createAjv().compile<TemplateDefinition>(TemplateDefinition);

/** What `value` is as a template, or each thing that keeps it from being one. */
export function readDefinition(
  value: unknown,
): { definition: TemplateDefinition } | { errors: FieldError[] } {
  if (isDefinition(value)) return { definition: value };
  return { errors: explain(isDefinition.errors ?? [], { schema: TemplateDefinition }) };
}

/** Names the content of a template: equal for equal content, whatever its order and spacing. */
export function hashOf(definition: TemplateDefinition): string {
  return createHash("sha256").update(canonicalJson(definition)).digest("hex");
}
