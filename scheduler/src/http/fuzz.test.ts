import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { expect } from "chai";
import fc from "fast-check";
import { type RunningApp, startApp } from "../testing/start-app.ts";

/** Strings that are known to break servers. */
const nasty = fc.constantFrom(
  "",
  " ",
  ".",
  "..",
  "%",
  "%00",
  "%ff",
  "__proto__",
  "constructor",
  "null",
  "-1",
  "1e999",
  "💥",
  "\u0000",
  "' OR 1=1 --",
  "{{payload}}",
  "*",
  "#",
  "$gt",
);
const word = fc.oneof(nasty, fc.string({ maxLength: 40 }));
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    { template: "echo" },
    { template: "echo", payload: { text: {} } },
    { jobs: [null, 1, {}] },
  ),
);

describe("No request", function () {
  this.timeout(60_000);
  let app: RunningApp;
  let jobId: string;
  before(async () => {
    app = await startApp();
    const { json } = await app.ask("/api/v1/jobs", {
      method: "POST",
      body: { template: "echo", payload: { text: "x" } },
    });
    jobId = String(json.id);
    // The log stream of a job that has ended ends too.
    await app.ask(`/api/v1/jobs/${jobId}/cancel`, { method: "POST" });
  });
  after(() => app.stop());

  for (const [id, row] of Object.entries<Operation>(operations)) {
    // Signing out would end the session of the test.
    if (id === "auth.sign-out") continue;
    it(`makes ${id} fail with a 500`, async () => {
      const names = Object.keys(Object(Object(row.query).properties));
      const key =
        names.length === 0 ? word : fc.oneof(word, fc.constantFrom(...names, "payload.a"));
      const request = fc.record({
        path: fc.oneof(word, fc.constantFrom("echo", "the job")),
        query: fc.array(fc.tuple(key, word), { maxLength: 4 }),
        body: value,
        header: word,
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ path, query, body, header }) => {
          const name = path === "the job" ? jobId : path.toWellFormed();
          const filled = row.path.replace(/:\w+/g, () => encodeURIComponent(name) || "x");
          const search = new URLSearchParams(
            query.map(([name, text]): [string, string] => [
              name.toWellFormed(),
              text.toWellFormed(),
            ]),
          );
          const headers = { "idempotency-key": safe(header), "last-event-id": safe(header) };
          const sent =
            row.method === "get"
              ? { headers }
              : { method: row.method.toUpperCase(), body, headers };
          const { status, text } = await app.ask(`${filled}?${search}`, sent);
          expect(status, text).to.be.lessThan(500);
        }),
        { numRuns: 40 },
      );
    });
  }
});

/** Removes what fetch refuses in a header's value. */
function safe(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "").trim();
}
