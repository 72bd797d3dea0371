import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, mapSchema } from "@formwork/contracts/schema/schema-tree";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { createSandbox } from "@formwork/engine/templates/sandbox/sandbox";

/** One schema of the suite, and values with the answer that each should get. */
type Group = {
  file: string;
  description: string;
  schema: unknown;
  tests: [description: string, data: unknown, valid: boolean][];
};

/** What became of the suite: the schemas that cannot be published, and the answers. */
export type Outcome = { refused: string[]; right: number; wrong: string[]; failed: string[] };

/**
 * Publishes each schema of the suite as that of one field, and validates its values, in the sandbox
 * as the server does.
 */
export async function runSuite(): Promise<Outcome> {
  const sandbox = createSandbox({ telemetry: silentTelemetry() });
  const outcome: Outcome = { refused: [], right: 0, wrong: [], failed: [] };
  for (const group of readGroups()) await runGroup(group);
  await sandbox.close();
  return outcome;

  async function runGroup({ file, description, schema: tested, tests }: Group): Promise<void> {
    const name = `${file}: ${description}`;
    const schema = { type: "object", required: ["v"], properties: { v: asField(tested) } };
    const faults = await sandbox.checkTemplate({
      name: "suite",
      title: "Suite",
      run: { kind: "remote" },
      payload: schema,
    });
    if (faults.length > 0) return void outcome.refused.push(name);
    for (const [title, v, expected] of tests) {
      try {
        const { valid } = await sandbox.validate({ hash: name, schema, payload: { v } });
        if (valid === expected) outcome.right++;
        else outcome.wrong.push(`${name}: ${title}`);
      } catch (error) {
        outcome.failed.push(`${name}: ${title}: ${error}`);
      }
    }
  }
}

function readGroups(): Group[] {
  const lines = readFileSync(join(import.meta.dirname, "draft2020-12.ndjson"), "utf8").trim();
  // The file holds one group a line.
  return lines.split("\n").map((line) => JSON.parse(line) as Group);
}

/** Returns a schema whose references lead to the place where it stands as a field. */
function asField(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  return mapSchema(schema, (part) =>
    typeof part.$ref === "string" && /^#(?:\/|$)/.test(part.$ref)
      ? { ...part, $ref: `#/properties/v${part.$ref.slice(1)}` }
      : part,
  );
}
