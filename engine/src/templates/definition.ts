import { createHash } from "node:crypto";
import type { FieldError } from "@formwork/contracts/job";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { createAjv } from "@formwork/contracts/schema/validate";
import { TemplateDefinition } from "@formwork/contracts/template";
import { canonicalJson } from "./canonical-json.ts";

const isDefinition = createAjv().compile<TemplateDefinition>(TemplateDefinition);

/** Reads a value as a template's definition; returns its faults where it is none. */
export function readDefinition(
  value: unknown,
): { definition: TemplateDefinition } | { errors: FieldError[] } {
  if (isDefinition(value)) return { definition: value };
  return { errors: explain(isDefinition.errors ?? [], { schema: TemplateDefinition }) };
}

/** Hashes a definition (SHA-256 in hex): equal content, in whatever order, has an equal hash. */
export function hashOf(definition: TemplateDefinition): string {
  return createHash("sha256").update(canonicalJson(definition)).digest("hex");
}

/** Joins the faults of a template to one line. */
export function faultsInLine(errors: readonly FieldError[]): string {
  return errors.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join("; ");
}
