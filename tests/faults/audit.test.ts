import { join } from "node:path";
import { createClient } from "@formwork/contracts/client/client";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import type { Store } from "@formwork/engine/store/store";
import { sharedDatabase } from "@formwork/engine/testing/servers/a-mongo-database";
import { expect } from "chai";
import { usersTable } from "../../engine/src/accounts/account-tables.ts";
import { createAudit } from "../../engine/src/audit/create-audit.ts";
import { abandonedMs } from "../../engine/src/audit/intents/intents.ts";
import { createStore } from "../../engine/src/store/create-store.ts";
import { admin, aHome, startFormwork } from "../support/formwork.ts";

const hook = new URL("./harness/fleet/patch-source.ts", import.meta.url).href;
/** The first entry is that of signing in. */
const crash = { NODE_OPTIONS: `--import=${hook}`, FAULTS_CRASH_AT: "before-audit:2" };
const bob = { email: "bob@example.org", role: "admin" as const };

describe("a process that is killed between a deed and its entry in the audit log", function () {
  this.timeout(120_000);
  const database = sharedDatabase();
  let place: Awaited<ReturnType<typeof aHome>>;
  beforeEach(async () => {
    place = await aHome();
  });
  afterEach(() => place.remove());

  const settings = () => ({
    FORMWORK_ADMIN_EMAIL: admin.email,
    FORMWORK_ADMIN_PASSWORD: admin.password,
  });
  /** Invites an admin, whereupon the process dies; resolves with what is in the store then. */
  async function invited(url: string, more: Record<string, string> = {}) {
    const store = { FORMWORK_STORE: url };
    await (await startFormwork(place.home, { ...settings(), ...store })).kill();
    const running = await startFormwork(place.home, { ...settings(), ...store, ...crash, ...more });
    const { token } = await createClient({ baseUrl: running.url }).call("auth.sign-in", {
      body: admin,
    });
    const client = createClient({ baseUrl: running.url, token });
    const answer = await client.call("users.invite", { body: bob }).then(
      () => "answered",
      () => "no answer",
    );
    await running.ended;
    const found = await read(url);
    return { answer, ...found };
  }
  /** Opens the store as another process does, after the time in which the dead one would have ended. */
  async function read(url: string) {
    const file = join(place.home, "data", "formwork.db");
    const store = await createStore({ url, file, clock, telemetry: silentTelemetry() });
    await store.open();
    try {
      return await readFrom(store);
    } finally {
      await store.close();
    }
  }
  async function readFrom(store: Store) {
    const table: Store["table"] = (declaration) => store.table(declaration);
    const now = () => store.now() + abandonedMs + 1000;
    const audit = createAudit({ store: { table, now }, telemetry: silentTelemetry() });
    await audit.finishAbandoned();
    const query = { action: "user.invite" };
    const { items } = await audit.list({ query, limit: 10 });
    await audit.stop();
    const isThere = (await store.table(usersTable).get({ email: bob.email })) !== null;
    return { isThere, entries: items };
  }

  for (const [name, url] of [
    ["SQLite", () => "sqlite:"],
    ["MongoDB", () => database.url],
  ] as const)
    it(`leaves the entry to another one: ${name}`, async () => {
      const { answer, isThere, entries } = await invited(url());
      expect({ answer, isThere }).to.deep.equal({ answer: "no answer", isThere: true });
      expect(entries).to.have.length(1);
      expect(entries[0]).to.include({ actor: admin.email, outcome: "unfinished" });
      expect(entries[0]?.difference).to.deep.include({ field: "email", after: bob.email });
    });

  it("would leave a deed without a trace, had it not said before what it was about to do", async () => {
    const { isThere, entries } = await invited("sqlite:", { FAULTS_MUTATION: "no-intent" });
    expect(isThere).to.equal(true);
    expect(entries).to.deep.equal([]);
  });
});
