import { expect } from "chai";
import { createAjv } from "../schema/validate.ts";
import { base, type Operation } from "./operation.ts";
import { operations } from "./operations.ts";

const rows = Object.entries<Operation>(operations);

type Schema = Record<string, unknown>;

/** Yields every text that a caller may give, and where. */
function* textsOf({ params, query, headers, body, item }: Operation): Generator<[string, Schema]> {
  yield* textsIn(params, "/params");
  yield* textsIn(query, "/query");
  yield* textsIn(headers, "/headers");
  yield* textsIn(body, "/body");
  yield* textsIn(item, "/body");
}

function* textsIn(value: unknown, place: string): Generator<[string, Schema]> {
  if (typeof value !== "object" || value === null) return;
  const schema: Schema = { ...value };
  if (schema.writeOnly === true) return;
  if (schema.type === "string") yield [place, schema];
  for (const [key, inner] of Object.entries(Object(schema.properties)))
    yield* textsIn(inner, `${place}/${key}`);
  for (const [pattern, inner] of Object.entries(Object(schema.patternProperties)))
    yield* textsIn(inner, `${place}/${pattern.match(/^\^(\w+)/)?.[1]}.`);
  for (const inner of [
    schema.anyOf,
    schema.oneOf,
    schema.items,
    schema.additionalProperties,
  ].flat())
    yield* textsIn(inner, place);
}

/** Whether a schema refuses control characters. */
function isBounded(schema: Schema): boolean {
  if ("const" in schema || "enum" in schema) return true;
  const isValid = createAjv().compile(schema);
  const odd = ["a\u0000", "\u0007", "a\u001b[31m", "a\u0085b", "a\u202eb"];
  return odd.every((text) => !isValid(text));
}

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

  it("says of every text of a caller what it may be, or why anything", () => {
    const anything: Record<string, string> = {
      "/query/q": "words that stand anywhere, also in a payload",
      "/query/payload.": "a value of a payload",
      "/body/filter/q": "as in the query",
      "/body/filter/payload.": "as in the query",
      "/query/cursor": "read as what Formwork wrote",
      "/query/after": "read as what Formwork wrote",
      "/headers/last-event-id": "read as what Formwork wrote",
      "/headers/if-match": "compared, and not kept",
      "/headers/if-none-match": "compared, and not kept",
      "/headers/prefer": "read, and not kept",
      "/body/$schema": "ignored",
      "/body/hash": "ignored",
      "/body/codeHash": "ignored",
      "/body/publishedBy": "ignored",
      "/body/run": "judged by the rules of templates",
      "/body/lines/text": "output of a program",
      "/body/message": "what a program says",
      "/body/error/message": "what a program says",
      ...{ "/body/code": "of the provider", "/body/state": "of the provider" },
      ...{ "/body/iss": "of the provider", "/body/error": "of the provider" },
      "/body/error_description": "of the provider",
    };
    const met = new Set<string>();
    for (const [id, row] of rows)
      for (const [place, schema] of textsOf(row)) {
        const reason = Object.keys(anything).find(
          (one) => place === one || place.startsWith(`${one}/`),
        );
        if (reason !== undefined) met.add(reason);
        else expect(isBounded(schema), `${id} ${place}`).to.equal(true);
      }
    expect([...met]).to.have.members(Object.keys(anything));
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
