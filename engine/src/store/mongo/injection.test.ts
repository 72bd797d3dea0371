import { expect } from "chai";
import { sessionsTable, usersTable } from "../../accounts/account-tables.ts";
import { sharedDatabase } from "../../testing/servers/a-mongo-database.ts";
import { claim, hour, submit } from "../conformance/helpers.ts";
import type { Store } from "../store.ts";

const user = {
  id: "u",
  email: "e",
  role: "admin",
  createdAt: "2026-01-01T00:00:00.000Z",
  passwordHash: "h",
} as const;

describe("an operator in place of a value", () => {
  const database = sharedDatabase();
  let store: Store;
  beforeEach(async () => {
    store = await database.open();
    await submit(store, { scheduleId: "nightly" });
    await claim(store);
    await store.table(usersTable).insert({ row: user });
    const session = { id: "s", userId: "u", expiresAt: Date.now() + hour };
    await store.table(sessionsTable).insert({ row: session });
  });

  // The parsers of requests never let this through.
  const any = { $ne: "nobody" } as unknown as string;
  const questions: Record<string, () => Promise<unknown>> = {
    getJob: () => store.getJob({ id: any }),
    "a table by unique field": () => store.table(usersTable).get({ email: any }),
    "a table by key": () => store.table(sessionsTable).get({ id: any }),
    "a table in pages": async () =>
      (await store.table(usersTable).page({ where: { id: any }, limit: 1 })).items[0] ?? null,
    "a table's replaceIf": async () => {
      const row = { ...user, id: any };
      const { outcome } = await store.table(usersTable).replaceIf({ row, version: 1 });
      return outcome === "stored" ? outcome : null;
    },
    "a table's remove": async () =>
      (await store.table(usersTable).remove({ key: any })) ? "removed" : null,
    "findJobs by owner": async () =>
      (await store.findJobs({ filter: { createdBy: any }, sort: "createdAt", limit: 1 }))
        .items[0] ?? null,
    "findJobs by schedule": async () =>
      (await store.findJobs({ filter: { schedule: any }, sort: "createdAt", limit: 1 })).items[0] ??
      null,
    listEvents: async () => (await store.listEvents({ id: any, limit: 1 })).items[0] ?? null,
    readLog: async () => (await store.readLog({ id: any, after: 0, limit: 1 }))[0] ?? null,
    appendLog: () => store.appendLog({ id: any, token: any, lines: [] }),
    "findJobs by re-run": async () =>
      (await store.findJobs({ filter: { rerunOf: any }, sort: "createdAt", limit: 1 })).items[0] ??
      null,
    change: async () =>
      (await store.changeJob({ id: any, change: {}, traceparent: null })).outcome === "missing"
        ? null
        : "changed",
    cancel: async () =>
      (await store.controlJob({ id: any, cause: "cancel", traceparent: null })).outcome ===
      "missing"
        ? null
        : "moved",
  };

  for (const [name, ask] of Object.entries(questions)) {
    it(`finds nothing: ${name}`, async () => {
      expect(await ask().catch(() => null)).to.equal(null);
    });
  }
});
