import { createHash } from "node:crypto";
import type { FieldError } from "@formwork/contracts/problem";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { inOwnWords } from "@formwork/contracts/schema/explain/own-messages";
import { isObject } from "@formwork/contracts/schema/schema-tree";
import { compileOnce } from "@formwork/contracts/schema/validate";
import { TemplateDefinition } from "@formwork/contracts/template";
import { canonicalJson } from "./canonical-json.ts";
import { templateFaults } from "./rules/template-rules.ts";

const definitionValidator = compileOnce<TemplateDefinition>(TemplateDefinition);

/** What the patterns of a template file allow, in words, as a layout gives them for a form. */
const patternMessages = {
  name: {
    "ui:messages": {
      pattern:
        "must be 1 to 63 lower-case letters, digits and dashes, and start with a letter or digit",
    },
  },
  queue: {
    "ui:messages": {
      pattern:
        "must be 1 to 63 lower-case letters, digits, dashes, dots and underscores, and start with a letter or digit",
    },
  },
  run: {
    file: {
      "ui:messages": {
        pattern:
          "must be the path of a .ts, .mts, .js or .mjs file in the folder of the template, such as steps/run.ts",
      },
    },
  },
};

/** Reads a value as a template's definition; returns its faults where it is none. */
export function readDefinition(
  value: unknown,
): { definition: TemplateDefinition } | { errors: FieldError[] } {
  const isDefinition = definitionValidator();
  if (isDefinition(value)) return { definition: value };
  const errors = explain(isDefinition.errors ?? [], { schema: TemplateDefinition });
  return { errors: [...inOwnWords(errors, patternMessages, ""), ...faultsOfParts(value)] };
}

/**
 * Returns the faults of the schemas and the layout of what is no definition, so that an author is
 * told of them together with the others.
 */
function faultsOfParts(value: unknown): FieldError[] {
  if (!isObject(value) || !isObject(value.payload)) return [];
  const { payload, result, form } = value;
  const definition: TemplateDefinition = {
    ...{ name: "unnamed", title: "Unnamed", payload, run: { kind: "remote" } },
    ...(isObject(result) ? { result } : {}),
    ...(isObject(form) ? { form } : {}),
  };
  return templateFaults(definition);
}

/**
 * Hashes a definition (SHA-256 in hex): equal content, in whatever order, has an equal hash. What
 * `$schema` says to editors is no content.
 */
export function hashOf({ $schema: _, ...content }: TemplateDefinition): string {
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

/** Joins the faults of a template to one line. */
export function faultsInLine(errors: readonly FieldError[]): string {
  return errors.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join("; ");
}
