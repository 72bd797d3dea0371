import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { validatorScript } from "@formwork/engine/templates/sandbox/thread/validator-script";
import {
  createPayloadRules,
  type PayloadRules,
} from "../../../frontend/src/forms/validation/payload-rules.ts";
import { factoryToValidator } from "../../../frontend/src/forms/validation/validator.ts";

/**
 * Returns the rules of a form as they run in a browser: with the compiled script, imported as a
 * module.
 */
export async function formRules(schema: SchemaObject): Promise<PayloadRules> {
  const script = await import(
    `data:text/javascript,${encodeURIComponent(validatorScript(schema))}`
  );
  return createPayloadRules(schema, factoryToValidator(script.default, schema));
}
