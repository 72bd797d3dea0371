import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Dead letters over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const get = async (path: string) => (await app.ask(`/api/v1/jobs${path}`)).json;
  const items = (json: Record<string, unknown>) => [json.items].flat().map((item) => Object(item));
  const fail = async (message: string, text = "hello") => {
    const body = { template: "echo", payload: { text, key: "a secret" } };
    const { json } = await app.ask("/api/v1/jobs", { method: "POST", body });
    const [assignment] = await app.engine.work.claim({
      workerId: "w",
      kinds: ["remote"],
      limit: 1,
    });
    if (assignment === undefined) throw new Error("there was nothing to claim");
    const outcome = { outcome: "failed", message, reason: "thrown", fatal: true } as const;
    await app.engine.work.settle({ assignment, outcome });
    return String(json.id);
  };

  it("are listed by group, as jobs of a group, and with what differs in it", async () => {
    const first = await fail("Row 1 is gone", "a");
    await fail("Row 2 is gone", "b");
    await fail("Row 3 is locked");
    const groups = await get("/errors?sort=-count");
    expect(groups).to.deep.include({ next: null, groups: 2, jobs: 3 });
    const [group] = items(groups);
    expect(group).to.deep.include({ template: "echo", message: "Row <n> is gone", count: 2 });
    expect(group.days).to.deep.equal([0, 0, 0, 0, 0, 0, 2]);
    const key = encodeURIComponent(group.key);
    expect(items(await get(`?error=${key}`))).to.have.length(2);
    expect((await get(`/stats?error=${key}`)).total).to.equal(2);
    const fields = await get(`/errors/${key}/fields`);
    expect(items(fields).map(({ path }) => path)).to.deep.equal(["/text"]);
    expect(JSON.stringify(fields)).to.not.match(/secret|sealed/);
    await app.ask(`/api/v1/jobs/${first}/dismiss`, { method: "POST" });
    expect(items(await get(`?error=${key}`))).to.have.length(1);
    expect(items(await get(`?error=${key}&dismissed=any`))).to.have.length(2);
    expect(items(await get(`/errors?dismissed=true&error=${key}`))[0]).to.include({ count: 1 });
  });

  it("come page by page, and take the filters of the list", async () => {
    const page = await get("/errors?limit=1");
    expect(items(page)).to.have.length(1);
    const rest = await get(`/errors?limit=1&cursor=${page.next}`);
    expect(items(rest)[0].key).to.not.equal(items(page)[0].key);
    expect(items(await get("/errors?payload.text=b"))).to.have.length(1);
    expect(items(await get("/errors?q=locked"))).to.have.length(1);
    expect(items(await get("/errors?template=none"))).to.deep.equal([]);
  });

  it("are refused with the parameter that is wrong", async () => {
    for (const query of ["sort=count", "dismissed=any", "limit=0", "bogus=1", "cursor=x"])
      expect(await get(`/errors?${query}`), query).to.deep.include({ code: "invalid-request" });
    expect(await get("/errors/none/fields")).to.deep.equal({
      ...{ compared: 0, hasMore: false, items: [] },
    });
    expect(await get("/errors/~%F0%9F%98%80/fields")).to.deep.include({ compared: 0 });
    for (const path of ["/errors/%00~/fields", "?error=%00"])
      expect(await get(path), path).to.deep.include({ code: "invalid-request" });
  });
});
