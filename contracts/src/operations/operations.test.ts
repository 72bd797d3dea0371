import { expect } from "chai";
import { createAjv } from "../schema/validate.ts";
import { base, type Operation } from "./operation.ts";
import { operations } from "./operations.ts";

const rows = Object.entries<Operation>(operations);

describe("the table of operations", () => {
  it("has one row per method and path, below the base", () => {
    const places = rows.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ":")}`);
    expect(new Set(places)).to.have.length(rows.length);
    for (const [id, { path }] of rows) expect(path.startsWith(`${base}/`), id).to.equal(true);
  });

  it("has schemas that are valid, which no server looks at", () => {
    const ajv = createAjv();
    for (const [id, { params, query, headers, body }] of rows)
      for (const schema of [params, query, headers, body])
        if (schema !== undefined) expect(() => ajv.compile(schema), id).not.to.throw();
  });

  it("records every call that is not a GET in the audit log, or says why not", () => {
    for (const [id, { method, audit }] of rows) {
      if (method === "get" && audit === undefined) continue;
      if (typeof audit === "string") expect(audit, id).to.match(/^[a-z-]+\.[a-z-]+$/);
      else expect(audit?.unrecorded, id).to.be.a("string").and.not.equal("");
    }
  });

  it("limits unsafe calls without authentication by the bucket of sign-ins", () => {
    // Nobody guesses a token: a wrong one to refresh counts as a request of an address.
    const others: Record<string, string | null> = {
      "auth.refresh": "requests",
    };
    for (const [id, { method, scope, limit, forServices }] of rows)
      if (scope === "public" && method !== "get" && forServices !== true)
        expect(limit, id).to.equal(id in others ? others[id] : "signIns");
  });

  it("marks passwords as such, so that no command line holds them", () => {
    for (const [id, { body }] of rows)
      for (const [key, schema] of Object.entries<object>(Object(body).properties ?? {}))
        if (/password|secret/i.test(key))
          expect(schema, `${id} ${key}`).to.include({ writeOnly: true });
  });

  it("limits every stream of events by the bucket of subscriptions", () => {
    for (const [id, { replyType, limit }] of rows)
      expect(limit === "subscriptions", id).to.equal(replyType === "text/event-stream");
  });

  it("leaves only what has to be answered always without a limit", () => {
    const free = rows.filter(([, { limit }]) => limit === null).map(([id]) => id);
    expect(free.filter((id) => !id.startsWith("work."))).to.have.members([
      ...["auth.me", "auth.check", "settings.limits", "settings.set-limits"],
    ]);
  });

  it("limits submits apart from other requests", () => {
    const submits = rows.filter(([, { limit }]) => limit === "submits").map(([id]) => id);
    expect(submits).to.have.members([
      ...["jobs.create", "jobs.batch", "jobs.rerun"],
      ...["schedules.trigger", "schedules.backfill", "dev.generate-jobs"],
    ]);
  });
});
