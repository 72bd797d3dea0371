import type { FieldError } from "@formwork/contracts/job";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { below } from "@formwork/contracts/schema/pointer";
import { createAjv } from "@formwork/contracts/schema/validate";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { compileValidator } from "./payload-validator.ts";
import { validatorScript } from "./validator-script.ts";

/**
 * Does with a template once all that will be done with it, and tells each fault. May take any time
 * and memory: guarded code only.
 */
export function tryTemplate(definition: TemplateDefinition): FieldError[] {
  const faults = [
    ...schemaFaults("/payload", definition.payload),
    ...schemaFaults("/result", definition.result ?? {}),
  ];
  if (faults.length > 0) return faults;
  return [
    ...trying("/payload", () => tryPayload(definition)),
    ...trying("/result", () => void createAjv().compile(definition.result ?? {})),
  ];
}

/** Where a schema is not JSON Schema. */
function schemaFaults(prefix: string, schema: object): FieldError[] {
  const ajv = createAjv();
  return ajv.validateSchema(schema) === true ? [] : explain(ajv.errors ?? [], { prefix });
}

function tryPayload(definition: TemplateDefinition): FieldError[] {
  const validator = compileValidator(definition.payload);
  validator.validate({});
  validatorScript(definition.payload);
  return (definition.examples ?? []).flatMap(({ payload }, index) =>
    validator
      .validate(payload)
      .errors.map((error) => ({ ...error, pointer: below("/examples", index) + error.pointer })),
  );
}

/** What the compiler itself throws is a fault of the schema as well. */
function trying(pointer: string, work: () => FieldError[] | undefined): FieldError[] {
  try {
    return work() ?? [];
  } catch (error) {
    return [
      {
        pointer,
        message: `cannot be compiled: ${error instanceof Error ? error.message : error}`,
        keyword: "schema",
      },
    ];
  }
}
