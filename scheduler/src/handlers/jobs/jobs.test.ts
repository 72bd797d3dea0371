import type { Assignment } from "@formwork/engine/work/work";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Jobs over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());
  afterEach(async () => {
    for (const id of ids((await app.ask(at("?limit=500"))).json)) {
      await post(`/${id}/cancel`);
      await app.ask(at(`/${id}`), { method: "DELETE" });
    }
  });

  const at = (path = "") => `/api/v1/jobs${path}`;
  const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.ask(at(path), { method: "POST", body, headers });
  const patch = (id: unknown, body: object) => app.ask(at(`/${id}`), { method: "PATCH", body });
  const submit = async (more: object = {}) =>
    (await post("", { template: "echo", payload: { text: "hello" }, ...more })).json;
  const ids = (json: Record<string, unknown>) => [json.items].flat().map((item) => Object(item).id);
  const claim = async (): Promise<Assignment> => {
    const [assignment] = await app.engine.work.claim({
      workerId: "w",
      kinds: ["remote"],
      limit: 1,
    });
    return assignment ?? expect.fail("there was nothing to claim");
  };
  const failNext = async () =>
    app.engine.work.settle({
      assignment: await claim(),
      outcome: { outcome: "failed", message: "no luck", reason: "thrown", fatal: true },
    });

  it("that ended within a range are listed and counted by it, not by their creation", async () => {
    const { id } = await submit();
    await failNext();
    const { json } = await app.ask(at(`/${id}`));
    const after = new Date(Date.parse(String(json.finishedAt)) + 1).toISOString();
    const range = `?timeField=finishedAt&from=${json.finishedAt}&to=${after}`;
    expect(ids((await app.ask(at(range))).json)).to.deep.equal([id]);
    expect((await app.ask(at(`/stats${range}`))).json.total).to.equal(1);
    expect(ids((await app.ask(at(`?timeField=finishedAt&from=${after}`))).json)).to.deep.equal([]);
    expect((await app.ask(at("?timeField=dueAt"))).status).to.equal(422);
  });

  it("of the caller tell which templates the caller uses most", async () => {
    await submit();
    const last = await submit();
    const { json } = await app.ask(at("/own-templates"));
    expect(json.items).to.deep.equal([
      {
        template: "echo",
        jobs: 2,
        last: { id: last.id, summary: last.summary, state: "queued", createdAt: last.createdAt },
      },
    ]);
    expect((await app.ask(at("/own-templates?limit=21"))).status).to.equal(422);
  });

  describe("submitted", () => {
    it("are stored, defaults filled in and secrets masked", async () => {
      const { status, json } = await post("", {
        template: "echo",
        payload: { text: "hello", key: "hunter2" },
      });
      expect(status).to.equal(201);
      expect(json).to.deep.include({
        state: "queued",
        attempt: 0,
        payload: { text: "hello", times: 1, key: Object(json.payload).key },
      });
      expect(Object(json.payload).key).to.match(/^•{6}[\w-]+$/);
      expect((await app.ask(at(`/${json.id}`))).json).to.deep.equal(json);
    });

    it("with an invalid payload are refused, with an error per field", async () => {
      const { status, json } = await post("", {
        template: "echo",
        payload: { text: "", colour: "red" },
      });
      expect(status).to.equal(422);
      expect(json.code).to.equal("invalid-payload");
      expect([json.errors].flat().map((error) => Object(error).pointer)).to.have.members([
        "/payload/text",
        "/payload/colour",
      ]);
    });

    it("for an unknown template are 404, and say in which field it stands", async () => {
      const cases = [
        [
          { template: "nothing" },
          "template-not-found",
          "/template",
          "There is no template nothing",
        ],
        [{ template: "ehco" }, "template-not-found", "/template", "; did you mean echo?"],
        [{ template: "echo", version: 9 }, "version-not-found", "/version", "its newest is 1"],
      ] as const;
      for (const [body, keyword, pointer, message] of cases) {
        const { status, json } = await post("", body);
        expect([status, json.code]).to.deep.equal([404, keyword]);
        expect([json.errors].flat()).to.have.length(1);
        expect([json.errors].flat()[0]).to.include({ pointer, keyword, message: json.detail });
        expect(json.detail).to.contain(message);
      }
    });

    it("for later are scheduled, by time or by delay", async () => {
      expect(await submit({ delay: "10m" })).to.have.property("state", "scheduled");
      expect(await submit({ runAt: "2099-01-01T00:00:00Z" })).to.include({
        state: "scheduled",
        runAt: "2099-01-01T00:00:00.000Z",
      });
      expect(
        (await post("", { template: "echo", payload: { text: "x" }, delay: "soon" })).status,
      ).to.equal(422);
    });

    it("twice under one key are one job", async () => {
      const body = { template: "echo", payload: { text: "hello" } };
      const first = await post("", body, { "idempotency-key": "k1" });
      const again = await post("", body, { "idempotency-key": "k1" });
      expect([first.status, again.status]).to.deep.equal([201, 200]);
      expect(again.json.id).to.equal(first.json.id);
      const other = await post("", { ...body, priority: 9 }, { "idempotency-key": "k1" });
      expect(other.status).to.equal(409);
      expect(other.json.code).to.equal("idempotency-conflict");
    });

    it("fifty at once under one key are one job", async () => {
      const body = { template: "echo", payload: { text: "hello" } };
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => post("", body, { "idempotency-key": "k" })),
      );
      expect(new Set(answers.map(({ json }) => json.id))).to.have.length(1);
      expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
    });

    it("in bulk are stored if valid, and refused with their errors otherwise", async () => {
      const good = { template: "echo", payload: { text: "hello" } };
      const jobs = [good, { template: "nothing" }, 7, { ...good, payload: {} }, good];
      const { status, json } = await post("/batch", { jobs });
      expect(status).to.equal(200);
      expect(json).to.include({ accepted: 2, rejected: 3 });
      const items = [json.items].flat().map(Object);
      expect(items.map(({ index, id }) => [index, typeof id])).to.deep.equal([
        [0, "string"],
        [1, "undefined"],
        [2, "undefined"],
        [3, "undefined"],
        [4, "string"],
      ]);
      expect(items[3].errors[0].pointer).to.equal("/payload/text");
    });
  });

  describe("listed", () => {
    it("are filtered by state, tag, owner, time, text and payload", async () => {
      const { id } = await submit({ tags: ["nightly"], payload: { text: "needle", times: 3 } });
      const { id: other, createdBy } = await submit({ delay: "1h" });
      const find = async (query: string) => ids((await app.ask(at(`?${query}`))).json);
      expect(await find("state=queued")).to.deep.equal([id]);
      expect(await find("state=queued&state=scheduled")).to.deep.equal([other, id]);
      expect(await find("tag=nightly")).to.deep.equal([id]);
      expect(await find("q=NEEDLE")).to.deep.equal([id]);
      expect(await find("payload.text=needle&payload.times=3")).to.deep.equal([id]);
      expect(await find("payload.text=other")).to.deep.equal([]);
      expect(await find("createdBy=me")).to.deep.equal([other, id]);
      expect(await find(`createdBy=${createdBy}`)).to.deep.equal([other, id]);
      expect(await find("createdBy=somebody")).to.deep.equal([]);
      expect(await find("template=echo&queue=default&sort=createdAt")).to.deep.equal([id, other]);
      expect(await find("from=2099-01-01T00:00:00Z")).to.deep.equal([]);
      expect(await find("to=2099-01-01T00:00:00%2B02:00")).to.deep.equal([other, id]);
    });

    it("are returned in pages, each job once", async () => {
      const made: unknown[] = [];
      for (let n = 0; n < 5; n += 1) made.unshift((await submit()).id);
      const seen: unknown[] = [];
      let cursor = "";
      do {
        const { json } = await app.ask(at(`?limit=2${cursor}`));
        seen.push(...ids(json));
        cursor = json.next === null ? "" : `&cursor=${encodeURIComponent(String(json.next))}`;
      } while (cursor !== "");
      expect(seen).to.deep.equal(made);
    });

    it("refuse an invalid cursor", async () => {
      expect((await app.ask(at("?cursor=made-up"))).status).to.equal(422);
    });

    it("are counted by state and template", async () => {
      await submit();
      await submit({ delay: "1h" });
      const { json } = await app.ask(at("/stats"));
      expect(json.total).to.equal(2);
      expect(json.byState).to.include({ queued: 1, scheduled: 1, running: 0, failed: 0 });
      expect(json.byTemplate).to.deep.equal({ echo: json.byState });
    });

    it("are found by what pages show of them, and never by a sealed secret", async () => {
      const { id } = await submit({ payload: { text: "web-1", key: "hunter2" }, tags: ["eu"] });
      await failNext();
      await submit({ payload: { text: "other" } });
      const found = async (q: string) => {
        const query = new URLSearchParams({ q, createdBy: "me" });
        const [list, stats] = [
          await app.ask(at(`?${query}`)),
          await app.ask(at(`/stats?${query}`)),
        ];
        expect(stats.json.total, q).to.equal(ids(list.json).length);
        return ids(list.json);
      };
      for (const q of [
        String(id).slice(0, 13),
        String(id).slice(-8),
        "WEB-1",
        "no luck",
        "luck eu echo web",
      ])
        expect(await found(q), q).to.deep.equal([id]);
      expect(await found("Echo")).to.have.length(2);
      for (const q of ["v1.", "v", "$sealed", "hunter2", "text", '":"', "web-1 missing", "\0"])
        expect(await found(q), q).to.deep.equal([]);
      expect(await found("   ")).to.have.length(2);
    });

    it("are counted by every filter of the list", async () => {
      await submit({ tags: ["a", "b"], payload: { text: "hello", times: 3 } });
      await submit({ tags: ["a"], delay: "1h" });
      const counts = async (query: string) =>
        Object.entries(Object((await app.ask(at(`/stats?${query}`))).json.byState)).filter(
          ([, count]) => count !== 0,
        );
      const [queued, scheduled] = [
        ["queued", 1],
        ["scheduled", 1],
      ];
      expect(await counts("tag=a")).to.have.deep.members([queued, scheduled]);
      expect(await counts("tag=a&tag=b")).to.deep.equal([queued]);
      expect(await counts("payload.times=3&template=echo")).to.deep.equal([queued]);
      expect(await counts("state=scheduled&queue=default&createdBy=me")).to.deep.equal([scheduled]);
      for (const query of ["from=2099-01-01T00:00:00Z", "schedule=none", "q=none", "template=none"])
        expect(await counts(query), query).to.deep.equal([]);
    });

    it("refuse a state, an order or a parameter that does not exist", async () => {
      for (const path of ["?state=bogus", "/stats?state=bogus", "?sort=bogus", "/stats?sort=runAt"])
        expect((await app.ask(at(path))).status, path).to.equal(422);
    });
  });

  describe("read", () => {
    it("show their events in order and their attempts", async () => {
      const { id } = await submit();
      await failNext();
      const events = [(await app.ask(at(`/${id}/events`))).json.items]
        .flat()
        .map((event) => Object(event).type);
      expect(events).to.deep.equal(["job.created", "job.queued", "job.started", "job.failed"]);
      const [attempt] = [(await app.ask(at(`/${id}/attempts`))).json.items].flat().map(Object);
      expect(attempt).to.include({ attempt: 1, state: "failed", workerId: "w" });
      expect(attempt.error.message).to.equal("no luck");
    });

    it("page through their events", async () => {
      const { id } = await submit();
      const first = await app.ask(at(`/${id}/events?limit=1`));
      const second = await app.ask(at(`/${id}/events?limit=1&cursor=${first.json.next}`));
      expect([first, second].map(({ json }) => Object([json.items].flat()[0]).type)).to.deep.equal([
        "job.created",
        "job.queued",
      ]);
    });

    it("that do not exist are 404 everywhere", async () => {
      for (const path of ["", "/events", "/attempts", "/logs", "/logs/stream"])
        expect((await app.ask(at(`/none${path}`))).json.code, path).to.equal("job-not-found");
      for (const path of ["/cancel", "/retry", "/rerun", "/dismiss"])
        expect((await post(`/none${path}`)).json.code, path).to.equal("job-not-found");
      expect((await app.ask(at("/none"), { method: "DELETE" })).status).to.equal(404);
    });
  });

  describe("controlled", () => {
    it("are cancelled, retried and deleted, or refused with 409", async () => {
      const { id } = await submit();
      expect((await app.ask(at(`/${id}`), { method: "DELETE" })).json.code).to.equal(
        "state-conflict",
      );
      expect((await post(`/${id}/retry`)).status).to.equal(409);
      expect((await post(`/${id}/cancel`)).json.state).to.equal("cancelled");
      expect((await post(`/${id}/cancel`)).status).to.equal(409);
      expect((await post(`/${id}/retry`)).json.state).to.equal("queued");
      await post(`/${id}/cancel`);
      expect((await app.ask(at(`/${id}`), { method: "DELETE" })).status).to.equal(204);
      expect((await app.ask(at(`/${id}`))).status).to.equal(404);
    });

    it("keep a tag once, however they come by it", async () => {
      const tags = ["a", "b", "a"];
      const { id } = await submit({ runAt: "2099-01-01T00:00:00Z", tags });
      const changed = await patch(id, { tags: ["c", ...tags, "c"] });
      const again = await post(`/${id}/rerun`, { runAt: "2099-01-01T00:00:00Z", tags });
      expect([changed.json.tags, again.json.tags]).to.deep.equal([
        ["c", "a", "b"],
        ["a", "b"],
      ]);
      for (const one of [id, again.json.id]) await post(`/${one}/cancel`);
    });

    it("are changed while they wait, and refused with 409 once they run", async () => {
      const { id } = await submit({ runAt: "2099-01-01T00:00:00Z" });
      const later = await patch(id, { runAt: "2099-02-01T00:00:00+01:00", priority: 9 });
      expect([later.status, later.json.runAt, later.json.priority, later.json.seq]).to.deep.equal([
        ...[200, "2099-01-31T23:00:00.000Z", 9, 2],
      ]);
      const same = await patch(id, { priority: 9 });
      expect([same.status, same.json.seq]).to.deep.equal([200, 2]);
      const options = { queue: "other", tags: ["a", "b"] };
      expect((await patch(id, options)).json).to.deep.include({ ...options, seq: 3 });
      expect((await patch(id, { queue: "default" })).status).to.equal(200);
      const now = await patch(id, { runAt: null });
      expect([now.json.state, now.json.seq]).to.deep.equal(["queued", 5]);
      await failNext();
      const refused = await patch(id, { priority: 1 });
      expect([refused.status, refused.json.code]).to.deep.equal([409, "state-conflict"]);
      expect((await patch("none", {})).json.code).to.equal("job-not-found");
    });

    it("are refused a change that is none, and told the field", async () => {
      const { id } = await submit({ runAt: "2099-01-01T00:00:00Z" });
      const faults = {
        "/priority": [{ priority: 10 }, { priority: -1 }, { priority: 1.5 }, { priority: "9" }],
        "/runAt": [{ runAt: "soon" }, { runAt: 5 }, { runAt: "2099-02-30T00:00:00Z" }],
        "/queue": [{ queue: "No Way" }, { queue: null }],
        "/tags": [{ tags: "a" }, { tags: Array(21).fill("a") }],
        "/tags/0": [{ tags: [""] }],
        "/payload": [{ payload: {} }],
      };
      for (const [pointer, bodies] of Object.entries(faults))
        for (const body of bodies) {
          const { status, json } = await patch(id, body);
          const pointers = [json.errors].flat().map((error) => Object(error).pointer);
          expect([status, pointers], JSON.stringify(body)).to.deep.equal([422, [pointer]]);
        }
      expect((await app.ask(at(`/${id}`))).json.seq).to.equal(1);
    });

    it("that failed are dismissed once", async () => {
      const { id } = await submit();
      await failNext();
      expect((await post(`/${id}/dismiss`)).json.dismissedAt).to.be.a("string");
      expect((await post(`/${id}/dismiss`)).status).to.equal(409);
    });

    it("are rerun as new jobs, with the old payload or another", async () => {
      const { id } = await submit({ payload: { text: "hello", key: "hunter2" } });
      const same = await post(`/${id}/rerun`);
      expect(same.status).to.equal(201);
      expect(same.json).to.deep.include({
        rerunOf: id,
        payload: { text: "hello", times: 1, key: Object(same.json.payload).key },
      });
      expect(Object(same.json.payload).key).to.match(/^•{6}[\w-]+$/);
      const edited = await post(`/${id}/rerun`, { payload: { text: "other" } });
      expect(edited.json.payload).to.deep.equal({ text: "other", times: 1 });
      const reruns = Object((await app.ask(at(`?rerunOf=${id}`))).json);
      expect(reruns.items.map((job: object) => Object(job).id)).to.deep.equal([
        edited.json.id,
        same.json.id,
      ]);
      expect((await app.ask(at(`/stats?rerunOf=${id}`))).json).to.include({ total: 2 });
      expect((await post(`/${id}/rerun`, { payload: { text: "" } })).json.code).to.equal(
        "invalid-payload",
      );
    });
  });
});

describe("A batch of jobs over HTTP", () => {
  it("may be larger than other bodies", async () => {
    const app = await startApp();
    const jobs = Array.from({ length: 4000 }, () => ({
      template: "echo",
      payload: { text: "x".repeat(80) },
    }));
    const { json } = await app.ask("/api/v1/jobs/batch", { method: "POST", body: { jobs } });
    expect(json).to.include({ accepted: 4000, rejected: 0 });
    await app.stop();
  });
});
