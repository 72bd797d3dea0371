import { expect } from "chai";
import { anAttempt, faultOf } from "../testing/an-attempt.ts";
import { fails } from "./failure.ts";
import { run } from "./sample-job.ts";

type Payload = Parameters<typeof run>[0]["payload"];
const attempt = (rest: Partial<Payload> = {}, options = {}) =>
  anAttempt<Payload>(
    { steps: 2, seconds: 0, lines: 1, colours: false, failure: { mode: "never" }, ...rest },
    options,
  );

describe("sample-job", () => {
  it("logs and reports progress in each step", async () => {
    const { input, lines, steps } = attempt();
    expect(await run(input)).to.include({ steps: 2, attempt: 1 });
    expect(steps.map(({ percent, message }) => `${percent} ${message}`)).to.deep.equal([
      "0 Step 1 of 2",
      "50 Step 2 of 2",
      "100 Done",
    ]);
    expect(lines).to.deep.equal(["step 1: counting beans", "step 2: aligning pixels"]);
  });

  it("logs as many lines, with or without colours, as asked", async () => {
    const { input, lines } = attempt({ steps: 1, lines: 20, colours: true });
    await run(input);
    expect(lines).to.have.length(20);
    expect(lines[0]).to.equal("\u001b[32mstep 1: counting beans\u001b[0m");
  });

  it("takes the time asked for", async () => {
    const { tookMs } = await run(attempt({ steps: 3, seconds: 0.02 }).input);
    expect(tookMs).to.be.at.least(55);
  });

  it("fails half-way with the message given", async () => {
    const { input, steps } = attempt({
      steps: 4,
      failure: { mode: "always", message: "on purpose" },
    });
    expect(await faultOf(() => run(input))).to.equal("on purpose");
    expect(steps).to.have.length(2);
  });

  it("fails in its first attempts only", async () => {
    const failure = { mode: "first", attempts: 2 } as const;
    expect(await faultOf(() => run(attempt({ failure }, { attempt: 2 }).input))).to.equal(
      "The sample failed",
    );
    expect(await run(attempt({ failure }, { attempt: 3 }).input)).to.include({ attempt: 3 });
  });

  it("fails at random below the probability", () => {
    const failure = { mode: "random", probability: 0.3 } as const;
    expect([0, 0.29, 0.3, 0.99].map((random) => fails(failure, 1, random))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it("refuses to start too late", async () => {
    const notAfter = "2001-01-01T00:00:00Z";
    expect(await faultOf(() => run(attempt({ notAfter }).input))).to.equal(
      `Too late: it should have started by ${notAfter}`,
    );
    expect(await run(attempt({ notAfter: "2999-01-01T00:00:00Z" }).input)).to.include({ steps: 2 });
  });

  it("returns the labels and does not log the password", async () => {
    const { input, lines } = attempt({ labels: { team: "blue" }, password: "open sesame" });
    const report = await run(input);
    expect(report.labels).to.deep.equal({ team: "blue" });
    expect(lines[0]).to.equal("The password has 11 characters; they are not shown");
    expect(JSON.stringify([report, lines])).not.to.contain("open sesame");
  });

  it("stops in the middle of a step when aborted", async () => {
    const controller = new AbortController();
    const { input, steps } = attempt({ seconds: 600 }, { signal: controller.signal });
    const running = faultOf(() => run(input));
    controller.abort();
    expect(await running).to.equal("The operation was aborted");
    expect(steps).to.have.length(1);
  });
});
