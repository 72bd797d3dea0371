import { once } from "node:events";
import { type ClientRequest, get } from "node:http";
import { eventually } from "@formwork/engine/testing/eventually";
import { sharedDatabase } from "@formwork/engine/testing/servers/a-mongo-database";
import { expect } from "chai";
import { type RunningApp, startApp } from "../testing/start-app.ts";

const at = "/api/v1/settings/limits";
const none = {
  requestsPerMinute: null,
  submitsPerMinute: null,
  subscriptionsPerMinute: null,
  signInsPerMinute: 10,
  activeJobsPerOwner: null,
};

describe("Limits over HTTP", () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.stop());

  const put = (body: unknown) => app.ask(at, { method: "PUT", body });
  const aJob = { template: "echo", payload: { text: "hello" } };
  const submit = (more: { token?: string } = {}) =>
    app.ask("/api/v1/jobs", { method: "POST", body: aJob, ...more });
  const batch = (length: number) =>
    app.ask("/api/v1/jobs/batch", {
      method: "POST",
      body: { jobs: Array.from({ length }, () => aJob) },
    });
  const claim = () => app.engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 100 });
  const aKey = async () => {
    const body = { name: "x", scopes: ["jobs:read", "jobs:write"] };
    const { json } = await app.ask("/api/v1/api-keys", { method: "POST", body });
    return String(json.key);
  };

  it("are none until an admin sets some, but for failed sign-ins", async () => {
    expect((await app.ask(at)).json).to.deep.equal(none);
    expect((await submit()).headers.get("ratelimit")).to.equal(null);
  });

  it("are changed one by one, or several at once", async () => {
    expect((await put({ submitsPerMinute: 9 })).json).to.deep.equal({
      ...none,
      submitsPerMinute: 9,
    });
    const four = {
      ...{ requestsPerMinute: 600, submitsPerMinute: null },
      ...{ activeJobsPerOwner: 3, signInsPerMinute: 5 },
    };
    expect((await put(four)).json).to.deep.equal({ ...none, ...four });
    expect((await app.ask(at)).json).to.deep.equal({ ...none, ...four });
  });

  it("let an owner's jobs wait, and refuse none", async () => {
    await put({ activeJobsPerOwner: 2 });
    for (let n = 0; n < 4; n++) expect((await submit()).status).to.equal(201);
    const running = await claim();
    expect(running).to.have.length(2);
    for (const assignment of running)
      await app.engine.work.settle({
        assignment,
        outcome: { outcome: "succeeded", result: null },
      });
    expect(await claim()).to.have.length(2);
  });

  it("count all jobs of an owner: of batches, schedules and re-runs", async () => {
    await put({ activeJobsPerOwner: 3 });
    const { json } = await submit();
    await batch(2);
    const ofSchedule = { ...aJob, name: "s", every: "1h", timezone: "UTC" };
    const schedule = await app.ask("/api/v1/schedules", { method: "POST", body: ofSchedule });
    const post = async (path: string) => (await app.ask(path, { method: "POST", body: {} })).status;
    expect([
      await post(`/api/v1/schedules/${schedule.json.id}/trigger`),
      await post(`/api/v1/jobs/${json.id}/rerun`),
    ]).to.deep.equal([201, 201]);
    expect(await claim()).to.have.length(3);
    expect(await claim(), "of five").to.have.length(0);
    await put({ activeJobsPerOwner: null });
    let others = 0;
    await eventually(async () => {
      others += (await claim()).length;
      return others === 2;
    }, "the other two");
  });

  it("are refused with what is allowed", async () => {
    for (const [field, value] of [
      ...[0, 10_001, "2"].map((value) => ["activeJobsPerOwner", value] as const),
      ...[0, 1_000_001, 1.5].map((value) => ["submitsPerMinute", value] as const),
      ...[0, null, 1001].map((value) => ["signInsPerMinute", value] as const),
      ["perHour", 5] as const,
    ]) {
      const { status, json } = await put({ [field]: value });
      expect(status, `${field} ${value}`).to.equal(422);
      expect(JSON.stringify(json.errors)).to.include(field);
    }
    expect((await put({})).status).to.equal(422);
  });

  it("of submits tell each reply what is left, and refuse what is above, with when to try again", async () => {
    await put({ submitsPerMinute: 3 });
    const answers = [await submit(), await submit(), await submit(), await submit()];
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201, 429]);
    for (const [n, { headers }] of answers.entries()) {
      expect(headers.get("ratelimit-policy")).to.equal('"submits";q=3;w=60');
      expect(headers.get("ratelimit")).to.match(
        new RegExp(`^"submits";r=${Math.max(0, 2 - n)};t=`),
      );
    }
    const refused = answers[3];
    expect(refused?.json).to.include({ code: "too-many-requests", status: 429 });
    expect(refused?.json.detail).to.match(/^At most 3 jobs may be submitted in a minute$/);
    expect(Number(refused?.headers.get("retry-after"))).to.be.within(1, 20);
    expect((await app.ask("/api/v1/jobs")).headers.get("ratelimit"), "of reads").to.equal(null);
    expect(await claim()).to.have.length(3);
  });

  it("count the jobs of a batch, which is taken whole while a token is there", async () => {
    await put({ submitsPerMinute: 60 });
    const first = await batch(100);
    expect(first.json).to.include({ accepted: 100 });
    expect(first.headers.get("ratelimit")).to.match(/;r=0;t=4[01]$/);
    const second = await batch(2);
    expect(second.status).to.equal(429);
    expect(Number(second.headers.get("retry-after"))).to.be.within(38, 41);
    expect((await submit()).status).to.equal(429);
  });

  it("refuse before the body is read", async () => {
    await put({ submitsPerMinute: 1 });
    await submit();
    const { status } = await app.ask("/api/v1/jobs", {
      ...{ method: "POST", raw: "{ nonsense", headers: { "content-type": "application/json" } },
    });
    expect(status).to.equal(429);
  });

  it("of users, keys and addresses are apart", async () => {
    const key = await aKey();
    await put({ submitsPerMinute: 1, requestsPerMinute: 2 });
    expect([await submit(), await submit()].map(({ status }) => status)).to.deep.equal([201, 429]);
    const byKey = [await submit({ token: key }), await submit({ token: key })];
    expect(byKey.map(({ status }) => status)).to.deep.equal([201, 429]);
    const list = async (token: string | null) => (await app.ask("/api/v1/jobs", { token })).status;
    const wrong = [await list("wrong"), await list(null), await list("wrong"), await list(null)];
    expect(wrong).to.deep.equal([401, 401, 429, 429]);
    expect((await app.ask("/api/v1/setup", { token: null })).status).to.equal(429);
    expect([await list(key), await list(app.token)]).to.deep.equal([200, 200]);
  });

  it("can always be read and set, even where a call in a minute is allowed", async () => {
    await put({ requestsPerMinute: 1 });
    await app.ask("/api/v1/jobs");
    expect((await app.ask("/api/v1/jobs")).status).to.equal(429);
    expect((await app.ask("/api/v1/auth/me")).status).to.equal(200);
    for (let n = 0; n < 3; n++) expect((await app.ask(at)).status).to.equal(200);
    expect((await put({ requestsPerMinute: null })).status).to.equal(200);
    expect((await app.ask("/api/v1/jobs")).status).to.equal(200);
  });

  it("of sign-ins can be set", async () => {
    await put({ signInsPerMinute: 2 });
    const guess = async (email: string) => {
      const body = { email, password: "wrong" };
      const answer = await app.ask("/api/v1/auth/sign-in", { method: "POST", body, token: null });
      return answer;
    };
    const codes = [];
    for (let n = 0; n < 3; n++) codes.push((await guess("ann@example.org")).status);
    expect(codes).to.deep.equal([401, 401, 429]);
    const refused = await guess("ann@example.org");
    expect(refused.headers.get("ratelimit-policy")).to.equal('"signIns";q=2;w=60');
    expect(Number(refused.headers.get("retry-after"))).to.be.within(1, 30);
  });

  it("of streams bound how many are opened in a minute", async () => {
    const { json } = await submit();
    const stream = `/api/v1/jobs/${json.id}/logs/stream`;
    await put({ subscriptionsPerMinute: 1 });
    const open = await fetch(app.url + stream, { headers: authorization() });
    expect(open.status).to.equal(200);
    expect(open.headers.get("ratelimit")).to.match(/^"subscriptions";r=0;t=60$/);
    await open.body?.cancel();
    expect((await app.ask(stream)).status).to.equal(429);
  });

  describe("of open streams", () => {
    const open: ClientRequest[] = [];
    afterEach(() => {
      for (const request of open.splice(0)) request.destroy();
    });
    async function openStream(path: string): Promise<number> {
      const request = get(app.url + path, { headers: authorization(), agent: false });
      open.push(request.on("error", () => undefined));
      const [response] = await once(request, "response");
      return response.resume().statusCode;
    }

    it("refuse the fifty-first of a caller, and have room again when one ends", async () => {
      const { json } = await submit();
      const stream = `/api/v1/jobs/${json.id}/logs/stream`;
      const statuses = await Promise.all(Array.from({ length: 60 }, () => openStream(stream)));
      expect(statuses.filter((status) => status === 200)).to.have.length(50);
      expect(statuses.filter((status) => status === 429)).to.have.length(10);
      for (const request of open.splice(0)) request.destroy();
      await eventually(async () => (await openStream(stream)) === 200, "room for a stream");
    });
  });

  function authorization() {
    return { authorization: `Bearer ${app.token}` };
  }
});

describe("Limits of two schedulers", () => {
  const database = sharedDatabase();
  const apps: RunningApp[] = [];
  beforeEach(async function () {
    this.timeout(60_000);
    const store = database.url;
    apps.push(await startApp({ store }), await startApp({ store, setUp: false }));
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.stop();
  });

  it("that one of them sets hold for the other soon, and are used up together", async () => {
    const [first, second] = [apps[0], apps[1]];
    if (first === undefined || second === undefined) throw new Error("no schedulers");
    const token = first.token;
    const submit = async ({ ask }: RunningApp) => {
      const body = { template: "echo", payload: { text: "x" } };
      return ask("/api/v1/jobs", { method: "POST", body, token });
    };
    expect((await submit(second)).headers.get("ratelimit")).to.equal(null);
    await first.ask(at, { method: "PUT", body: { submitsPerMinute: 10 } });
    await eventually(
      async () => (await submit(second)).headers.get("ratelimit-policy") === '"submits";q=10;w=60',
      "the limit",
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => [submit(first), submit(second)]).flat(),
    );
    const accepted = answers.filter(({ status }) => status === 201);
    // Two portions of one token for each process beyond the limit, and what grew back meanwhile.
    expect(accepted.length).to.be.within(9, 16);
    expect((await submit(second)).status).to.equal(429);
  });
});
