import type { FieldError } from "@formwork/contracts/problem";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { childPointer, pointerKeys } from "@formwork/contracts/schema/pointer";
import { isObject, objectAt, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { createAjv } from "@formwork/contracts/schema/validate";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { compileParts } from "./compile-parts.ts";
import { defaultFaults } from "./default-faults.ts";
import { payloadValidator } from "./payload-validator.ts";
import { validatorScript } from "./validator-script.ts";

/**
 * Uses a template once in each way it will be used, and returns each fault: compiles its schemas
 * and its validator script, tries its defaults, and validates its examples. Unbounded in time and
 * memory: runs only in the sandbox's thread.
 */
export function dryRun(definition: TemplateDefinition): FieldError[] {
  const faults = [
    ...schemaFaults("/payload", definition.payload),
    ...schemaFaults("/result", definition.result ?? {}),
  ];
  if (faults.length > 0) return faults;
  return [
    ...faultsOf("/payload", () => payloadFaults(definition)),
    ...faultsOf(
      "/result",
      () => void createAjv({ validateSchema: false }).compile(definition.result ?? {}),
    ),
  ];
}

/** Validates schemas as data, and keeps nothing of them: all templates share it. */
const metaSchemas = createAjv();

/** Returns where a schema is not valid JSON Schema. */
function schemaFaults(prefix: string, schema: object): FieldError[] {
  return metaSchemas.validateSchema(schema) === true
    ? []
    : explain(metaSchemas.errors ?? [], { prefix });
}

function payloadFaults(definition: TemplateDefinition): FieldError[] {
  const compiled = compileParts(definition.payload);
  const faults = defaultFaults(definition.payload, compiled);
  if (faults.length > 0)
    return faults.map((fault) => ({ ...fault, pointer: `/payload${fault.pointer}` }));
  const validator = payloadValidator(definition.payload, compiled);
  const unknown = unknownInDefaults(definition.payload, validator.validate({}).errors);
  validatorScript(definition.payload);
  if (unknown.length > 0) return unknown;
  return (definition.examples ?? []).flatMap(({ payload }, index) =>
    validator.validate(payload).errors.map((error) => ({
      ...error,
      pointer: childPointer("/examples", index) + error.pointer,
    })),
  );
}

/**
 * Returns the fields that no schema names in what an empty payload becomes: they come from defaults,
 * and nobody could send a payload that is taken without naming the field around them.
 */
function unknownInDefaults(
  { properties }: SchemaObject,
  errors: readonly FieldError[],
): FieldError[] {
  return errors
    .filter(({ keyword }) => keyword === "unevaluatedProperties")
    .map(({ pointer, ...fault }) => {
      const [field = "", ...inner] = pointerKeys(pointer.slice("/payload".length));
      const place = ["properties", field, "default", ...inner].reduce(
        (at, key) => childPointer(at, key),
        "/payload",
      );
      const hasOwn = isObject(properties) && "default" in objectAt(properties, field);
      return { ...fault, pointer: hasOwn ? place : "/payload" };
    });
}

/** Runs `work`; what it throws becomes a fault of the schema at `pointer`. */
function faultsOf(pointer: string, work: () => FieldError[] | undefined): FieldError[] {
  try {
    return work() ?? [];
  } catch (error) {
    return [
      {
        pointer,
        message: `cannot be used: ${wordsOf(error)}`,
        keyword: "schema",
      },
    ];
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof RangeError) return "it refers to itself in a way that never ends";
  return error instanceof Error ? error.message : String(error);
}
