import type { AuditEntry } from "@formwork/contracts/audit";
import { eventually } from "@formwork/engine/testing/eventually";
import { sharedDatabase } from "@formwork/engine/testing/servers/a-mongo-database";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { createChainCheck } from "../../../engine/src/audit/chain/check-chain.ts";
import { type RunningApp, startApp } from "../testing/start-app.ts";

describe("the audit log over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const call = (method: string, path: string, body?: object, token?: string) =>
    app.ask(`/api/v1${path}`, {
      method,
      ...(body && { body }),
      ...(token !== undefined && { token }),
    });
  const entries = async (query: string): Promise<AuditEntry[]> =>
    (await call("GET", `/audit?${query}`)).json.items as AuditEntry[];
  const newest = async (query: string) => (await entries(query))[0];

  it("says who did what, on what, from where, and what changed", async () => {
    const { json } = await call("POST", "/users", { email: "bob@example.org", role: "viewer" });
    const { id } = Object(json.user);
    await call("PATCH", `/users/${id}`, { role: "operator" });
    expect(await newest("action=user.invite")).to.deep.include({
      ...{ actor: "ann@example.org", key: null, target: `user:${id}`, outcome: "done", times: 1 },
      difference: [
        { field: "email", after: "bob@example.org" },
        { field: "role", after: "viewer" },
      ],
    });
    const changed = await newest(`target=user:${id}&action=user.change`);
    expect(changed?.difference).to.deep.equal([
      { field: "role", before: "viewer", after: "operator" },
    ]);
    expect(changed?.from?.address).to.match(/127\.0\.0\.1$/);
    await call("DELETE", `/users/${id}`);
    expect((await newest("action=user.delete"))?.difference).to.deep.equal([
      { field: "email", before: "bob@example.org" },
    ]);
  });

  it("keeps no secret and no payload", async () => {
    const secret = "s3cr3t-in-the-payload";
    await call("POST", "/jobs", { template: "echo", payload: { text: "public", key: secret } });
    await call("POST", "/auth/sign-in", { email: secret, password: `${secret}-password` });
    await call("POST", "/auth/password", {
      ...{ current: "wrong password here", next: `${secret}-next` },
    });
    await eventually(async () => (await newest("action=job.submit")) !== undefined, "the submit");
    const submit = await newest("action=job.submit");
    expect(submit?.target).to.match(/^job:/);
    expect(submit?.difference).to.deep.equal([
      { field: "template", after: "echo" },
      { field: "payload" },
    ]);
    await eventually(async () => (await entries("outcome=refused")).length >= 2, "both refusals");
    expect(JSON.stringify(await entries("limit=500")))
      .to.not.contain("s3cr3t")
      .and.not.contain("public");
  });

  it("records refused tries: without sign-in, without the right, on what is not there", async () => {
    const { json } = await call("POST", "/api-keys", { name: "reader", scopes: ["jobs:read"] });
    const key = String(json.key);
    await call("PUT", "/settings/retention", {}, "");
    await call("GET", "/users", undefined, key);
    await call("DELETE", "/jobs/0198", undefined);
    const outcomes = async (action: string) =>
      (await entries(`action=${action}&outcome=refused`)).map(({ actor, outcome }) => [
        actor,
        outcome,
      ]);
    await eventually(async () => (await outcomes("job.delete")).length === 1, "the last one");
    expect(await outcomes("settings.set-retention")).to.deep.equal([
      ["anonymous", "not-signed-in"],
    ]);
    expect(await outcomes("users.list")).to.deep.equal([["ann@example.org", "forbidden"]]);
    expect(await outcomes("job.delete")).to.deep.equal([["ann@example.org", "job-not-found"]]);
    expect((await newest("action=users.list"))?.key).to.equal(json.id);
  });

  it("is for admins, and for keys that may", async () => {
    const scoped = async (scope: string) => {
      const { json } = await call("POST", "/api-keys", { name: scope, scopes: [scope] });
      return (await call("GET", "/audit", undefined, String(json.key))).status;
    };
    expect(await scoped("settings:read")).to.equal(403);
    expect(await scoped("audit:read")).to.equal(200);
  });

  it("is exported whole, oldest first, as a chain that holds, and no cell starts a formula", async () => {
    await call("POST", "/auth/sign-in", { email: "=1+1@example.org", password: "none" });
    const isThere = async () => (await newest("target=account:%3D1%2B1@example.org")) !== undefined;
    await eventually(isThere, "the sign-in");
    const file = async (format: string) => {
      const headers = { authorization: `Bearer ${app.token}`, "user-agent": "=cmd|' /C calc'!A0" };
      return (await fetch(`${app.url}/api/v1/audit/export?format=${format}`, { headers })).text();
    };
    const lines: AuditEntry[] = (await file("ndjson"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const check = createChainCheck();
    for (const line of lines) expect(check.add(line)).to.equal(null);
    const { json: head } = await call("GET", "/audit/head");
    expect(check.end()).to.equal(null);
    // The export itself is recorded once it is sent.
    expect(head.seq).to.be.at.least(lines.length);
    expect((await newest("action=audit.export"))?.outcome).to.equal("done");
    const text = await file("csv");
    const records: Record<string, string>[] = parse(text, { columns: true });
    expect(records.length).to.be.at.least(lines.length);
    for (const cell of records.flatMap(Object.values)) expect(cell).to.not.match(/^[=+\-@]/);
    expect(text).to.contain("'=cmd");
  });

  it("refuses faulty filters by name", async () => {
    const { status, json } = await call("GET", "/audit?from=yesterday");
    expect([status, json.code]).to.deep.equal([422, "invalid-request"]);
    expect(JSON.stringify(json.errors)).to.contain("/query/from");
  });
});

describe("the audit log over HTTP on MongoDB", () => {
  const database = sharedDatabase();
  it("has an entry for each of many calls at once", async () => {
    const app = await startApp({ store: database.url });
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        app.ask("/api/v1/jobs", {
          method: "POST",
          body: { template: "echo", payload: { text: `${n}` } },
        }),
      ),
    );
    await eventually(async () => {
      const { json } = await app.ask("/api/v1/audit?action=job.submit&limit=500");
      return [json.items].flat().length === 100;
    }, "all entries");
    await app.stop();
  });
});
