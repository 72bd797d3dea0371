import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { createSandbox, type Sandbox } from "@formwork/engine/templates/sandbox/sandbox";
import type { WorkerDeps } from "../worker.ts";

type Results = WorkerDeps["templates"];

/** Accepts each result, for tests in which no template has a result schema. */
export const anyResult: Results = { checkResult: async () => [] };

/** Returns the check of results in a sandbox, which is closed after the tests. */
export function sandboxedResults(limits: { timeoutMs?: number } = {}): () => Results {
  let sandbox: Sandbox;
  before(() => {
    sandbox = createSandbox({ telemetry: silentTelemetry(), ...limits });
  });
  after(() => sandbox.close());
  return () => ({
    checkResult: async ({ template: { hash, result: schema }, result }) =>
      schema === undefined ? [] : sandbox.checkResult({ hash, schema, result }),
  });
}
