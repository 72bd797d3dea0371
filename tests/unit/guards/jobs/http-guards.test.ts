import type { IncomingHttpHeaders } from "node:http";
import type { HttpRun } from "@formwork/contracts/run";
import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { testServer } from "@formwork/engine/testing/http-server";
import { expect } from "chai";
import { createDialer } from "../../../../engine/src/runtime/dialer/dialer.ts";
import { runOne } from "../../../../worker/src/testing/run-one.ts";
import { type Guard, importWithout } from "../../../support/without-guard.ts";

type Runner = typeof import("../../../../worker/src/runners/http/http-runner.ts");
type Dialer = typeof import("../../../../engine/src/runtime/dialer/dialer.ts");
type Placeholders = typeof import("../../../../worker/src/runners/placeholders.ts");

const runnerFile = "worker/src/runners/http/http-runner.ts";
const requestFile = "worker/src/runners/http/http-request.ts";

describe("a guard of http jobs", () => {
  const first = testServer();
  const other = testServer();
  const seen: { headers: IncomingHttpHeaders; body: string }[] = [];

  beforeEach(() => {
    seen.length = 0;
    other.answer((request, response) => {
      let body = "";
      request
        .on("data", (chunk) => (body += chunk))
        .on("end", () => {
          seen.push({ headers: request.headers, body });
          response.end();
        });
    });
  });

  async function call(guards: readonly Guard[], run: Omit<HttpRun, "kind">) {
    const { createHttpRunner } = await importWithout<Runner>(runnerFile, guards);
    const dialer = createDialer({ allow: ["127.0.0.1"] });
    const runner = createHttpRunner({
      ...{ dialer, clock: systemClock, telemetry: silentTelemetry(), templatesFolder: "/srv" },
    });
    const payload = { key: "s3cr3t-abc" };
    const assignment = anAssignment({ run: { kind: "http", ...run }, payload });
    const outcome = await runOne(runner, assignment).outcome.catch(String);
    await dialer.close();
    return outcome;
  }
  const redirects = (status: number) =>
    first.answer((_, response) => response.writeHead(status, { location: other.url() }).end());

  const headersGuard = {
    file: requestFile,
    find: "const kept = isOther ? neutralHeaders : headers;",
    replace: "const kept = headers;",
  };

  it("keeps a template's headers from another origin", async () => {
    for (const name of ["X-Api-Key", "Private-Token", "Authorization", "Cookie"]) {
      redirects(302);
      const run = { url: first.url(), headers: { [name]: "{{payload.key}}" } };
      await call([headersGuard], run);
      expect(JSON.stringify(seen.pop()), "without").to.contain("s3cr3t-abc");
      await call([], run);
      expect(JSON.stringify(seen.pop()), "with").to.contain("headers").and.not.contain("s3cr3t");
    }
  });

  it("keeps a body from another origin", async () => {
    const guard = {
      file: requestFile,
      find: "return isOther && body !== null",
      replace: "return isOther && false",
    };
    redirects(307);
    const run = { method: "POST", url: first.url(), body: { key: "{{payload.key}}" } } as const;
    await call([guard], run);
    expect(seen.pop()?.body, "without").to.contain("s3cr3t-abc");
    expect(await call([], run)).to.have.property("reason", "redirects");
    expect(seen).to.deep.equal([]);
  });

  it("keeps a template from naming another host than that of its address", async () => {
    const guard = {
      file: "contracts/src/templates/run.ts",
      find: "return reservedHeaders.includes(name.toLowerCase());",
      replace: "return name === '';",
    };
    const run = { url: other.url(), headers: { Host: "internal.example" } };
    await call([guard], run);
    expect(seen.pop()?.headers.host, "without").to.equal("internal.example");
    await call([], run);
    expect(seen).to.deep.equal([]);
  });

  it("lets no value of a payload begin another header", async () => {
    const guard = {
      ...{ file: "worker/src/runners/placeholders.ts", find: "if (/[^\\t\\x20-\\x7e\\x80-\\xff]/" },
      replace: "if (/(?!)/",
    };
    const { fillHeader } = await importWithout<Placeholders>(guard.file, [guard]);
    const attack = { payload: { key: "x\r\nHost: internal.example" } };
    const [name, text] = ["X-Key", "{{payload.key}}"];
    expect(fillHeader(name, text, attack), "without").to.contain("\r\nHost: internal.example");
    const guarded = await importWithout<Placeholders>(guard.file, []);
    expect(() => guarded.fillHeader(name, text, attack)).to.throw("line break");
  });

  it("keeps from a caller where a private name leads", async () => {
    const file = "engine/src/runtime/dialer/dialer.ts";
    const guard = {
      ...{ file, find: " leads to an address that is not public`" },
      replace: " (` + address + `) is not public`",
    };
    const refusalWithout = async (guards: readonly Guard[]) => {
      const dialer = (await importWithout<Dialer>(file, guards)).createDialer({
        ...{ allow: [], resolve: async () => [{ address: "10.1.2.3", family: 4 }] },
      });
      const { signal } = new AbortController();
      const params = { method: "GET", headers: {}, body: null, signal } as const;
      const url = new URL("http://db.internal/");
      return dialer
        .request({ ...params, url, headersMs: 1000, bodyMs: 1000 })
        .then(String, String)
        .finally(dialer.close);
    };
    expect(await refusalWithout([guard]), "without").to.contain("10.1.2.3");
    expect(await refusalWithout([]))
      .to.contain("db.internal")
      .and.not.contain("10.1.2.3");
  });
});
