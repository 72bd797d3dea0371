import { request } from "node:http";
import { systemClock } from "@formwork/engine/runtime/clock";
import { expect } from "chai";
import { usersTable } from "../../../engine/src/accounts/account-tables.ts";
import { aNewJob } from "../../../engine/src/testing/a-new-job.ts";
import { sharedDatabase } from "../../../engine/src/testing/servers/a-mongo-database.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type ParseJson = typeof import("../../../contracts/src/json/parse-json.ts");
type Rules = typeof import("../../../engine/src/templates/rules/template-rules.ts");
type Cookie = typeof import("../../../engine/src/accounts/sessions/session-cookie.ts");
type Mongo = typeof import("../../../engine/src/store/mongo/mongo.ts");
type App = typeof import("../../../scheduler/src/testing/start-app.ts");
type Progress = typeof import("../../../worker/src/runners/command/command-progress.ts");

describe("a guard of what is sent and shown", () => {
  it("lets no key reach a prototype, in requests, files and results", async () => {
    const guard = {
      file: "contracts/src/json/find-json-faults.ts",
      find: "if (isPrototypeKey(key))",
      replace: "if (key === null)",
    };
    const attack = '{"a":{"__proto__":{"admin":true}}}';
    const parsed = async (guards: readonly Guard[]) => {
      const file = "contracts/src/json/parse-json.ts";
      return (await importWithout<ParseJson>(file, guards)).parseJson(attack);
    };
    const { value, faults } = await parsed([guard]);
    expect(faults, "without").to.deep.equal([]);
    expect(Object.assign({}, Object(value).a).admin, "without").to.equal(true);
    expect((await parsed([])).faults[0]).to.have.property("pointer", "/a/__proto__");
  });

  it("lets no title turn the texts beside it", async () => {
    const file = "engine/src/templates/rules/template-rules.ts";
    const guard = {
      file: "engine/src/templates/rules/direction-rules.ts",
      ...{ find: "const directionMarks = /[\\u202a-\\u202e\\u2066-\\u2069]/;" },
      replace: "const directionMarks = /(?!)/;",
    };
    const faultsOf = async (guards: readonly Guard[]) => {
      const { templateFaults } = await importWithout<Rules>(file, guards);
      const payload = { type: "object", properties: {} };
      const run = { kind: "remote" as const };
      return templateFaults({ name: "attack", title: "Delete \u202egnihton", payload, run });
    };
    expect(await faultsOf([guard]), "without").to.deep.equal([]);
    expect((await faultsOf([]))[0]).to.have.property("pointer", "/title");
  });

  it("lets no cookie of another port take the place of the session", async () => {
    const file = "engine/src/accounts/sessions/session-cookie.ts";
    const guard = { file, find: ".slice(0, maxTokens)", replace: ".slice(0, 1)" };
    const tokens = async (guards: readonly Guard[]) => {
      const { createSessionCookie } = await importWithout<Cookie>(file, guards);
      const cookie = createSessionCookie({ publicUrl: "http://127.0.0.1:8080" });
      return cookie.read("formwork_session=planted; formwork_session=own");
    };
    expect(await tokens([guard]), "without").to.deep.equal(["planted"]);
    expect(await tokens([])).to.deep.equal(["planted", "own"]);
  });

  it("lets no line of progress take time beyond its length", async () => {
    const file = "worker/src/runners/command/command-progress.ts";
    const guard = {
      ...{ file, find: "form.exec(line.slice(0, maxLineLength).trim())" },
      replace: String.raw`/^\s*(\d{1,3}(?:\.\d+)?)%?(?:\s+(.*\S))?\s*$/.exec(line)`,
    };
    const attack = `1${" ".repeat(30_000)}x\u2028y`;
    const timeOf = async (guards: readonly Guard[]) => {
      const { parseProgress } = await importWithout<Progress>(file, guards);
      const start = process.cpuUsage();
      parseProgress(attack);
      return process.cpuUsage(start).user;
    };
    // Some hundred milliseconds, and some microseconds.
    expect(await timeOf([guard]), "without").to.be.above(20 * (await timeOf([])));
  });

  it("answers to no foreign name of this machine, which a site may have pointed at it", async () => {
    const file = "scheduler/src/app.ts";
    // As `formwork start` has it, which listens for this machine alone.
    const local = { file, find: "isLocal = false,", replace: "isLocal = true," };
    const guard = { file, find: "if (isLocal) app.use(", replace: "if (false) app.use(" };
    const asked = async (guards: readonly Guard[]) => {
      const { startApp } = await importWithout<App>("scheduler/src/testing/start-app.ts", [
        ...[local, ...guards],
      ]);
      const app = await startApp();
      const status = await statusFor(app.url, "rebound.evil.example").finally(app.stop);
      return status;
    };
    expect(await asked([guard]), "without").to.equal(200);
    expect(await asked([])).to.equal(421);
  });

  describe("on MongoDB", () => {
    const database = sharedDatabase();

    it("takes no operator for a value", async () => {
      const values = {
        file: "engine/src/store/tables/index-range.ts",
        find: "return isIndexValue(value) ? value : fail(",
        replace: "return value !== undefined ? value : fail(",
      };
      const equal = {
        ...{ file: "engine/src/store/mongo/table.ts", find: "{ $eq: values[place] }," },
        replace: "values[place],",
      };
      const found = async (guards: readonly Guard[]) => {
        const file = "engine/src/store/mongo/mongo.ts";
        const { createMongoStore } = await importWithout<Mongo>(file, guards);
        const store = createMongoStore({ url: database.url, clock: systemClock });
        await store.open();
        const users = store.table(usersTable);
        const [id, email] = ["u", "ada@example.org"];
        const more = { role: "admin", createdAt: "2026-01-01T00:00:00.000Z" } as const;
        await users.insert({ row: { id, email, ...more, passwordHash: "h" } });
        const attack = { $ne: "nobody" } as unknown as string;
        return users
          .get({ email: attack })
          .then((one) => one?.row.email, String)
          .finally(store.close);
      };
      expect(await found([values, equal]), "without").to.equal("ada@example.org");
      expect(await found([values]), "the second line").to.equal(undefined);
      expect(await found([])).to.contain("no plain value");
    });

    it("lets no character break a search", async () => {
      const guard = {
        file: "engine/src/store/mongo/jobs/filter/text-pattern.ts",
        find: '.replaceAll("\\0", "\\\\x00")',
        replace: "",
      };
      const found = async (guards: readonly Guard[]) => {
        const file = "engine/src/store/mongo/mongo.ts";
        const { createMongoStore } = await importWithout<Mongo>(file, guards);
        const store = createMongoStore({ url: database.url, clock: systemClock });
        await store.open();
        await store.insertJobs({ jobs: [aNewJob({ payload: { a: "b" } })] });
        const filter = { words: [{ text: "\0", templates: [] }] };
        return store
          .findJobs({ filter, sort: "-createdAt", limit: 1 })
          .then(({ items }) => items.length, String)
          .finally(store.close);
      };
      expect(await found([guard]), "without").to.match(/null byte/i);
      expect(await found([])).to.equal(0);
    });
  });
});

/** Asks with a name of the server that `fetch` would not send. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request({ hostname, port, path: "/health/live", headers: { host } }, (reply) => {
    resolve(reply.resume().statusCode);
  })
    .on("error", reject)
    .end();
  return promise;
}
