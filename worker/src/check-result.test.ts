import { DomainError } from "@formwork/engine/errors";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { expect } from "chai";
import { createResultCheck } from "./check-result.ts";
import { sandboxedResults } from "./testing/result-checks.ts";

describe("checking a result", () => {
  const results = sandboxedResults({ timeoutMs: 500 });
  const never = new AbortController().signal;
  const again = { type: "array", items: { $ref: "#/$defs/n" } };
  const nested = (depth: number) => JSON.parse("[".repeat(depth) + 1 + "]".repeat(depth));
  /** Each level of a result doubles the work: published before such schemas were refused. */
  const killer = (hash: string) =>
    anAssignment({
      template: { hash, result: { $ref: "#/$defs/n", $defs: { n: { anyOf: [again, again] } } } },
    });

  it("fails for good where it costs too much, and leaves the thread of the worker alone", async function () {
    this.timeout(60_000);
    let turns = 0;
    const ticking = setInterval(() => turns++, 10);
    const outcome = { outcome: "succeeded" as const, result: nested(28), exitCode: 0 };
    const checked = await createResultCheck(results())(killer("deep"), outcome, never);
    clearInterval(ticking);
    expect(checked).to.deep.include({ outcome: "failed", reason: "invalid-result", fatal: true });
    expect(checked).to.include({ exitCode: 0 }).and.have.property("message").that.contains("check");
    expect(turns).to.be.greaterThan(10);
  });

  it("ends at once when the attempt is aborted", async () => {
    const waits = { checkResult: () => new Promise<never>(() => undefined) };
    const abort = new AbortController();
    const outcome = { outcome: "succeeded" as const, result: 1 };
    const checking = createResultCheck(waits)(killer("waits"), outcome, abort.signal);
    abort.abort("timeout");
    expect(await checking).to.deep.equal(outcome);
  });

  it("asks again where no check can be had at present", async function () {
    this.timeout(10_000);
    const answers = [
      () => Promise.reject(new DomainError("unavailable", "full")),
      () => Promise.resolve([]),
    ];
    const busy = { checkResult: async () => (await answers.shift()?.()) ?? [] };
    const outcome = { outcome: "succeeded" as const, result: 1 };
    expect(await createResultCheck(busy)(killer("busy"), outcome, never)).to.deep.equal(outcome);
    expect(answers).to.have.length(0);
  });
});
