import type { FieldError } from "@formwork/contracts/problem";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { readDefinition } from "@formwork/engine/templates/definition";
import { createSandbox } from "@formwork/engine/templates/sandbox/sandbox";

/** Returns the faults of a template file by the rules of the server, examples included. */
export async function checkDefinition(value: unknown): Promise<FieldError[]> {
  const read = readDefinition(value);
  if ("errors" in read) return read.errors;
  const sandbox = createSandbox({ telemetry: silentTelemetry() });
  try {
    return await sandbox.checkTemplate(read.definition);
  } catch (error) {
    // A schema that is too costly ends its check.
    const message = error instanceof Error ? error.message : String(error);
    return [{ pointer: "", message, keyword: "cost" }];
  } finally {
    await sandbox.close();
  }
}
