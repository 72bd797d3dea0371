import type { JobAction } from "@formwork/contracts/job-action";
import { expect } from "chai";
import type { Engine } from "../engine.ts";
import { aGreeting, anEngine, ann, claimOne, greet } from "../testing/an-engine.ts";
import { eventually } from "../testing/eventually.ts";

const stricter = {
  ...greet,
  payload: {
    ...greet.payload,
    properties: {
      name: { type: "string", minLength: 1, maxLength: 5 },
      times: { type: "integer", minimum: 1, default: 1 },
      password: { type: "string", format: "password" },
    },
  },
};

describe("repairing dead letters", () => {
  let engine: Engine;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    ({ engine, stop } = await anEngine({ roles: ["scheduler"] }));
  });
  afterEach(() => stop());

  const settle = async (outcome: "succeeded" | "failed") => {
    const assignment = await claimOne(engine);
    await engine.work.settle({
      assignment,
      outcome:
        outcome === "succeeded"
          ? { outcome, result: null }
          : { outcome, message: "Row 1 is gone", reason: "thrown", fatal: true },
    });
    return assignment;
  };
  const fail = async (payload: Record<string, unknown>) => {
    const job = await aGreeting(engine, { payload });
    await settle("failed");
    return engine.jobs.get({ id: job.id });
  };
  const ended = async ({ id }: JobAction) => {
    let action = await engine.actions.get({ id });
    await eventually(async () => {
      action = await engine.actions.get({ id });
      return action.finishedAt !== null;
    }, "the action to end");
    return action;
  };
  const repairAll = async (
    key: unknown,
    repair: Parameters<Engine["actions"]["create"]>[0]["input"]["repair"],
  ) => {
    const made = await engine.actions.create({
      ...{ ...ann, query: { error: String(key) } },
      input: { action: "repair", filter: { error: String(key) }, repair },
    });
    return made.action;
  };
  const reruns = async (id: string) =>
    (await engine.jobs.list({ query: { rerunOf: id }, sort: "-createdAt", limit: 9 })).items;

  it("lays the changes over each payload, keeps the rest and its secrets, and resolves", async () => {
    const one = await fail({ name: "Ann", password: "hunter-one" });
    const two = await fail({ name: "Bob", password: "hunter-two" });
    const action = await ended(
      await repairAll(one.errorKey, { changes: [{ path: "/times", value: 3 }] }),
    );
    expect(action).to.deep.include({ state: "done", total: 2, done: 2, failed: 0 });
    const payloads = [await settle("succeeded"), await settle("succeeded")].map(
      ({ job }) => job.payload,
    );
    expect(payloads).to.deep.include({ name: "Ann", times: 3, password: "hunter-one" });
    expect(payloads).to.deep.include({ name: "Bob", times: 3, password: "hunter-two" });
    for (const { id } of [one, two]) {
      expect((await engine.jobs.get({ id })).dismissedAt).to.be.a("string");
      expect((await reruns(id)).map(({ state }) => state)).to.deep.equal(["succeeded"]);
    }
  });

  it("refuses jobs whose payload no longer fits, and lists their faults", async () => {
    const { errorKey } = await fail({ name: "Ann" });
    const long = await fail({ name: "Maximilian" });
    await engine.templates.publish({ ...ann, name: "greet", definition: stricter });
    const action = await ended(await repairAll(errorKey, { changes: [] }));
    expect(action).to.deep.include({ total: 2, done: 1, failed: 1 });
    const [reason] = action.reasons;
    expect(reason).to.deep.include({ code: "invalid-payload", count: 1, sampleIds: [long.id] });
    expect(reason?.errors?.map(({ pointer }) => pointer)).to.deep.equal(["/payload/name"]);
    const old = await ended(await repairAll(errorKey, { changes: [], version: 1 }));
    expect(old).to.deep.include({ done: 1, failed: 1 });
    expect((await reruns(long.id)).map(({ template }) => template.version)).to.deep.equal([1]);
  });

  it("runs no job twice that is being run again, or whose re-run failed in its place", async () => {
    const job = await fail({ name: "Ann" });
    await ended(await repairAll(job.errorKey, { changes: [] }));
    const again = await ended(await repairAll(job.errorKey, { changes: [] }));
    expect(again).to.deep.include({ done: 0, failed: 1 });
    expect(again.reasons[0]?.code).to.equal("state-conflict");
    await settle("failed");
    const third = await ended(await repairAll(job.errorKey, { changes: [] }));
    expect(third).to.deep.include({ done: 1, failed: 1 });
    expect(await reruns(job.id)).to.have.length(1);
  });

  it("stores no secret that is typed into it", async () => {
    const { errorKey } = await fail({ name: "Ann", password: "hunter-one" });
    const changes = [{ path: "/password", value: "hunter-three" }];
    const action = await repairAll(errorKey, { changes });
    expect(JSON.stringify(await engine.actions.get(action))).to.not.include("hunter");
    await ended(action);
    expect((await settle("succeeded")).job.payload).to.include({ password: "hunter-three" });
  });

  it("is refused with a kept secret of another job, a bad path, or nothing to change", async () => {
    const { errorKey, payload } = await fail({ name: "Ann", password: "hunter-one" });
    const refusal = async (repair: Parameters<typeof repairAll>[1]) =>
      repairAll(errorKey, repair).then(
        () => "it was taken",
        (error) => error.errors?.[0]?.pointer,
      );
    const list = [payload.password];
    expect(await refusal({ changes: [{ path: "/list", value: list }] })).to.equal(
      "/repair/changes/0/value",
    );
    expect(await refusal({ changes: [{ path: "/a/__proto__", value: 1 }] })).to.equal(
      "/repair/changes/0/path",
    );
    expect(await refusal(undefined)).to.equal("/repair");
  });
});
