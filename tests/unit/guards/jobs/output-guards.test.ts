import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { unconfined } from "../../../../worker/src/runners/confinement/confinement.ts";
import { createSupervisor } from "../../../../worker/src/runners/process/supervisor.ts";
import { sandboxedResults } from "../../../../worker/src/testing/result-checks.ts";
import { runOne } from "../../../../worker/src/testing/run-one.ts";
import { type Guard, importWithout } from "../../../support/without-guard.ts";

type Runner = typeof import("../../../../worker/src/runners/command/command-runner.ts");
type ResultCheck = typeof import("../../../../worker/src/check-result.ts");
type AttemptError = typeof import("../../../../engine/src/work/attempt-error.ts");

const folderFile = "worker/src/runners/process/attempt-folder.ts";
const runnerFile = "worker/src/runners/command/command-runner.ts";

/** A job writes what it likes: to its output, to its result, and as its error. */
describe("a guard of what jobs put out", () => {
  const folder = temporaryFolder();

  async function run(guards: readonly Guard[], script: string) {
    const { createCommandRunner } = await importWithout<Runner>(runnerFile, guards);
    const supervisor = createSupervisor({ telemetry: silentTelemetry() });
    const runner = createCommandRunner({
      ...{ folderOf: async () => folder.path(), tmpFolder: folder.path(), supervisor },
      confinement: unconfined,
    });
    const argv: [string, ...string[]] = ["sh", "-c", script];
    const job = runOne(runner, anAssignment({ run: { kind: "command", argv } }));
    const outcome = await job.outcome;
    await supervisor.close();
    return { outcome, lines: job.lines.map(({ text }) => text) };
  }

  it("takes no other file for the result, to which the job has made a link", async () => {
    const guard = {
      file: folderFile,
      find: "constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK",
      replace: "constants.O_RDONLY",
    };
    const secret = join(folder.path(), "secret.json");
    await writeFile(secret, '"what only the worker may read"');
    const attack = `ln -s ${secret} "$FORMWORK_RESULT"`;
    const without = await run([guard], attack);
    expect(without.outcome).to.have.property("result", "what only the worker may read");
    expect((await run([], attack)).outcome).to.deep.include({
      outcome: "failed",
      reason: "invalid-result",
    });
  });

  it("reads no result to its end that has none", async () => {
    const limit = {
      ...{ file: runnerFile, find: "readChunk(result, 0, maxResultBytes + 1, user?.uid)" },
      replace: "readChunk(result, 0, 1e9, user?.uid)",
    };
    const refusal = {
      ...{ file: runnerFile, find: "if (bytes.length > maxResultBytes)", replace: "if (false)" },
    };
    const attack = `{ printf '"'; head -c 3000000 /dev/zero | tr '\\0' x; printf '"'; } > "$FORMWORK_RESULT"`;
    const without = (await run([limit, refusal], attack)).outcome;
    expect(without).to.have.property("result").with.length(3_000_000);
    expect((await run([], attack)).outcome).to.include({ reason: "too-large", fatal: true });
  });

  it("takes nothing for the result that its program prints", async () => {
    const attack = `echo '{"admin":true}'; echo '::set-output name=result::1'`;
    const { outcome, lines } = await run([], attack);
    expect(outcome).to.have.property("result", null);
    expect(lines).to.deep.equal(['{"admin":true}', "::set-output name=result::1"]);
  });

  it("shows no terminal codes in an error", async () => {
    const file = "engine/src/work/attempt-error.ts";
    const guard = {
      file,
      find: "return plainText(text.slice(0, 4 * maxDetailsLength)).toWellFormed();",
      replace: "return text;",
    };
    const attack = "\u001b]0;owned\u0007\u001b[2Jfailed\u202e";
    const shown = async (guards: readonly Guard[]) => {
      const { attemptError } = await importWithout<AttemptError>(file, guards);
      return attemptError({ message: attack, reason: "exit", details: { stderr: attack } });
    };
    expect((await shown([guard])).message, "without").to.equal(attack);
    expect(await shown([])).to.deep.equal({
      ...{ message: "failed", reason: "exit", details: { stderr: "failed" } },
    });
  });

  describe("that a schema describes", () => {
    const results = sandboxedResults();

    it("takes no result that does not fit it", async () => {
      const guard = {
        ...{ file: "engine/src/work/result-outcome.ts", find: "if (faults.length === 0) return" },
        replace: "if (faults.length >= 0) return",
      };
      const result = { type: "object", properties: { url: { type: "string", maxLength: 5 } } };
      const attack = { outcome: "succeeded" as const, result: { url: "javascript:alert(1)" } };
      const judged = async (guards: readonly Guard[]) => {
        const { createResultCheck } = await importWithout<ResultCheck>(
          ...(["worker/src/check-result.ts", guards] as const),
        );
        const assignment = anAssignment({ template: { hash: "result", result } });
        return createResultCheck(results())(assignment, attack, new AbortController().signal);
      };
      expect(await judged([guard]), "without").to.have.property("outcome", "succeeded");
      expect(await judged([])).to.include({ reason: "invalid-result", fatal: true });
    });
  });
});
