import { fail } from "@formwork/engine/errors";
import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { maxLineLength } from "@formwork/engine/work/attempt-limits";
import type { Assignment } from "@formwork/engine/work/work";
import { expect } from "chai";
import { createResultCheck } from "./check-result.ts";
import { execute } from "./execute.ts";
import { createLeases } from "./leases.ts";
import type { Runner } from "./runners/runner.ts";
import { failed } from "./runners/runner.ts";
import { fakeWork } from "./testing/fake-work.ts";
import { sandboxedResults } from "./testing/result-checks.ts";

describe("execute", () => {
  const results = sandboxedResults();

  /** Executes one attempt. Resolves with what was written about it. */
  async function executeOne(
    runner: Runner,
    assignment: Assignment = anAssignment(),
    isStopping = async () => false,
  ) {
    const work = fakeWork({ leaseMs: 10_000, queue: [assignment] });
    const deps = { work, clock: systemClock, telemetry: silentTelemetry() };
    await work.claim({ workerId: "w", kinds: ["module"], limit: 1 });
    const lease = createLeases(deps).add(assignment, systemClock.monotonic());
    await execute(
      {
        ...{ ...deps, workerId: "w", isStopping },
        ...{ kinds: { module: runner }, checkResult: createResultCheck(results()) },
      },
      lease,
    );
    return { outcome: work.settled[0]?.outcome, texts: work.texts, reports: work.reports };
  }

  it("gives an attempt back whose program a stop of the worker has ended", async () => {
    const ended = async (signal: string) => failed("signal", "It was ended", { signal });
    const stopping = async () => true;
    const whileItStops = await executeOne(() => ended("SIGTERM"), undefined, stopping);
    expect(whileItStops.outcome).to.deep.equal({ outcome: "released" });
    expect((await executeOne(() => ended("SIGTERM"))).outcome).to.include({ outcome: "failed" });
    const killed = await executeOne(() => ended("SIGKILL"), undefined, stopping);
    expect(killed.outcome).to.include({ outcome: "failed", reason: "signal" });
  });

  it("settles the attempt with its runner's outcome", async () => {
    const { outcome } = await executeOne(async () => ({
      outcome: "succeeded",
      result: { n: 1 },
      exitCode: 0,
    }));
    expect(outcome).to.deep.equal({ outcome: "succeeded", result: { n: 1 }, exitCode: 0 });
  });

  it("fails the attempt when its runner throws, without a retry where it refuses the payload", async () => {
    const thrown = await executeOne(() => Promise.reject(new Error("no disk")));
    expect(thrown.outcome)
      .to.deep.include({ outcome: "failed", reason: "internal" })
      .and.not.have.property("fatal");
    const refused = await executeOne(async () => fail("invalid-payload", "a NUL"));
    expect(refused.outcome).to.deep.include({
      outcome: "failed",
      reason: "invalid",
      message: "a NUL",
      fatal: true,
    });
  });

  it("reports nothing that cannot be searched for secrets", async () => {
    const { outcome } = await executeOne(
      async () => ({
        ...{ outcome: "failed", reason: "exit", message: "deep" },
        details: JSON.parse("[".repeat(50_000) + "]".repeat(50_000)),
      }),
      anAssignment({ secrets: ["hunter2-hunter2"] }),
    );
    expect(outcome).to.deep.include({ outcome: "failed", reason: "internal" });
  });

  it("fails the attempt at its timeout, whatever its runner returns then", async () => {
    const runner: Runner = ({ signal }) =>
      new Promise((resolve) =>
        signal.addEventListener("abort", () => resolve({ outcome: "succeeded", result: 1 })),
      );
    const { outcome } = await executeOne(runner, anAssignment({ timeoutMs: 30 }));
    expect(outcome).to.deep.include({
      outcome: "failed",
      reason: "timeout",
      message: "It took longer than 0.03 s",
    });
  });

  it("accepts a timeout of years", async () => {
    const { outcome } = await executeOne(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { outcome: "succeeded", result: null };
      },
      anAssignment({ timeoutMs: 100 * 365 * 86_400_000 }),
    );
    expect(outcome).to.have.property("outcome", "succeeded");
  });

  it("fails the attempt where its result is too large, is not JSON, or does not fit the schema", async () => {
    const withSchema = anAssignment({
      template: {
        result: { type: "object", required: ["n"], properties: { n: { type: "integer" } } },
      },
    });
    expect(
      (await executeOne(async () => ({ outcome: "succeeded", result: { n: 1 } }), withSchema))
        .outcome,
    ).to.have.property("outcome", "succeeded");
    const unfit = await executeOne(
      async () => ({ outcome: "succeeded", result: { n: "one" } }),
      withSchema,
    );
    expect(unfit.outcome)
      .to.deep.include({ outcome: "failed", reason: "invalid-result" })
      .and.have.nested.property("details[0].pointer", "/result/n");
    const large = await executeOne(async () => ({
      outcome: "succeeded",
      result: "x".repeat(1024 * 1024),
    }));
    expect(large.outcome).to.deep.include({ outcome: "failed", reason: "too-large" });
    const deep = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels));
    for (const levels of [101, 4000, 100_000]) {
      const { outcome } = await executeOne(
        async () => ({ outcome: "succeeded", result: deep(levels) }),
        anAssignment({ secrets: ["hunter2-hunter2"] }),
      );
      expect(outcome).to.deep.include({ outcome: "failed", reason: "invalid-result" });
    }
    const none = await executeOne(async () => ({ outcome: "succeeded", result: 1n }));
    expect(none.outcome).to.deep.include({ outcome: "failed", reason: "invalid-result" });
  });

  it("writes all lines in order before it settles the attempt", async () => {
    const { texts } = await executeOne(async ({ log }) => {
      for (let line = 0; line < 10_000; line++) log("stdout", `line ${line}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      log("stderr", "last");
      return { outcome: "succeeded", result: null };
    });
    expect(texts).to.deep.equal([
      ...Array.from({ length: 10_000 }, (_, line) => `line ${line}`),
      "last",
    ]);
  });

  it("cuts long lines, and keeps the start and the end of output of more than 5 MB", async () => {
    const { texts } = await executeOne(async ({ log }) => {
      for (let line = 0; line < 400; line++) log("stdout", "x".repeat(20_000));
      log("stdout", "FATAL: the reason");
      return { outcome: "succeeded", result: null };
    });
    expect(texts[0]).to.equal(`${"x".repeat(maxLineLength)}… (line cut)`);
    expect(texts.at(-1)).to.equal("FATAL: the reason");
    const gap = texts.findIndex((text) => text.includes("lines are left out here"));
    expect(texts[gap - 1]).to.contain("the last lines are kept");
    const left = Number(/\d+/.exec(texts[gap] ?? "")?.[0]);
    expect(texts.length - 2 + left).to.equal(401);
    expect(texts.join("\n").length).to.be.within(4.9 * 1024 * 1024, 5.1 * 1024 * 1024);
  });

  it("loses no line of output that is a little longer than its start", async () => {
    const written = Array.from({ length: 49_000 }, (_, line) => `${line} ${"x".repeat(36)}`);
    const { texts } = await executeOne(async ({ log }) => {
      for (const line of written) log("stdout", line);
      return { outcome: "succeeded", result: null };
    });
    expect(texts.filter((text) => !text.includes("the last lines are kept"))).to.deep.equal(
      written,
    );
  });

  it("hides the secrets of the payload in all that the attempt reports", async () => {
    const secret = "hunter2-hunter2";
    const assignment = anAssignment({ secrets: [secret] });
    const { outcome, texts, reports } = await executeOne(async ({ log, progress }) => {
      log("stdout", `value: ${secret}`);
      log("stdout", `${"x".repeat(maxLineLength - 7)}${secret}`);
      log("stdout", `\u001b[1mhunter2\u001b[0m-hunter2`);
      progress({ percent: 1, message: `${"x".repeat(1_990)} ${secret}` });
      progress({ percent: 2, message: `with ${secret}` });
      return { outcome: "succeeded", result: { [secret]: `a ${secret}` } };
    }, assignment);
    expect(outcome).to.have.deep.property("result", { "••••••": "a ••••••" });
    expect(JSON.stringify([texts, reports])).to.not.contain("hunte");
    expect(texts[0]).to.equal("value: ••••••");
    expect(reports.at(-1)).to.have.property("message", "with ••••••");
    const { outcome: error } = await executeOne(
      async () => ({
        ...{ outcome: "failed", reason: "exit", message: `bad hunter2\u001b[0m-hunter2` },
        details: { stderr: [`bad ${secret}`] },
      }),
      assignment,
    );
    expect(error).to.deep.include({ message: "bad ••••••", details: { stderr: ["bad ••••••"] } });
  });

  it("writes progress at most twice a second, and always the latest report", async () => {
    const { reports } = await executeOne(async ({ progress }) => {
      for (let percent = 0; percent <= 100; percent++) progress({ percent });
      return { outcome: "succeeded", result: null };
    });
    expect(reports).to.deep.equal([{ percent: 0 }, { percent: 100 }]);
  });

  it("limits the values of a progress report", async () => {
    const { reports } = await executeOne(async ({ progress }) => {
      progress({ percent: 1e9, message: "m".repeat(1000) });
      return { outcome: "succeeded", result: null };
    });
    expect(reports).to.deep.equal([{ percent: 100, message: `${"m".repeat(499)}…` }]);
  });
});
