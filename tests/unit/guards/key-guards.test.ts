import { expect } from "chai";
import { createServiceTokens } from "../../../engine/src/accounts/service-tokens.ts";
import {
  accountsOn,
  codeOf,
  principalOf,
  setUpAda,
} from "../../../engine/src/accounts/testing/accounts-on.ts";
import { aPublishedTemplate } from "../../../scheduler/src/testing/a-published-template.ts";
import { accountAttacks } from "../../support/account-attacks.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type Create = typeof import("../../../engine/src/accounts/create-accounts.ts");

type App = typeof import("../../../scheduler/src/testing/start-app.ts");

const folder = "engine/src/accounts";

describe("a guard of API keys", () => {
  const { store, bites } = accountAttacks();

  /** Sets up an admin and an operator, in a process that may lack guards. */
  async function start(guards: readonly Guard[]) {
    const { createAccounts } = await importWithout<Create>(`${folder}/create-accounts.ts`, guards);
    const process = accountsOn(store(), createAccounts);
    const { accounts } = process;
    const ada = await principalOf(accounts, (await setUpAda(accounts)).token);
    const { token } = await accounts.people.invite({ email: "bob@example.org", role: "operator" });
    const session = await accounts.accept({ token, password: "a password of Bob" });
    const bob = await principalOf(accounts, session.token);
    const create = (principal = ada, more = {}) =>
      accounts.apiKeys.create({ principal, input: { name: "x", scopes: ["jobs:read"], ...more } });
    const use = async (key: string) =>
      (await accounts.authenticate(key)) === null ? "refused" : "accepted";
    return { ...process, keys: accounts.apiKeys, people: accounts.people, ada, bob, create, use };
  }

  it(
    "compares the secret, not only what is public of a key",
    bites(
      {
        file: `${folder}/keys/key-text.ts`,
        find: "stored.length === given.length && timingSafeEqual(given, stored)",
        replace: "stored.length === given.length",
      },
      async (guards) => {
        const { create, use } = await start(guards);
        const { prefix } = await create();
        const { createKeyText } = await import("../../../engine/src/accounts/keys/key-text.ts");
        return use(createKeyText(prefix.slice("fwk_".length)).text);
      },
    ),
  );

  it(
    "lets a key expire",
    bites(
      {
        file: `${folder}/keys/key-authenticator.ts`,
        find: "expiresAt !== null && expiresAt <= now",
        replace: "false",
      },
      async (guards) => {
        const { create, use, ada, tick } = await start(guards);
        const expiresAt = new Date(1_800_000_001_000).toISOString();
        const { key } = await create(ada, { expiresAt });
        tick(2000);
        return use(key);
      },
    ),
  );

  it(
    "ends the key before a rotation after a day",
    bites(
      {
        file: `${folder}/keys/key-authenticator.ts`,
        find: " && previous.endsAt > now",
        replace: "",
      },
      async (guards) => {
        const { create, use, ada, keys, tick } = await start(guards);
        const { key, id } = await create();
        await keys.rotate({ principal: ada, id });
        tick(24 * 3_600_000);
        return use(key);
      },
    ),
  );

  it(
    "gives no wider scopes than those of who makes a key",
    bites(
      {
        file: `${folder}/keys/create-api-keys.ts`,
        find: "if (wider === -1) return;",
        replace: "return;",
      },
      async (guards) => {
        const { create, bob } = await start(guards);
        return codeOf(create(bob, { scopes: ["settings:write"] }));
      },
    ),
  );

  it(
    "ends the keys of a user who is disabled for good, also one that is made meanwhile",
    bites(
      {
        file: `${folder}/keys/key-authenticator.ts`,
        find: "(row.generation ?? 0) === (user.keyGeneration ?? 0)",
        replace: "true",
      },
      async (guards) => {
        // As if the key had been stored just after those of the user were removed.
        const leftOver = {
          file: `${folder}/people/create-people.ts`,
          find: "await Promise.all([sessions.closeAllOf(id), deps.endKeysOf(id)]);",
          replace: "await sessions.closeAllOf(id);",
        };
        const { create, use, bob, people, tick } = await start([leftOver, ...guards]);
        const { key } = await create(bob);
        await people.change({ id: bob.id, change: { disabled: true } });
        await people.change({ id: bob.id, change: { disabled: false } });
        tick(2000);
        return use(key);
      },
    ),
  );

  it(
    "hides keys of others",
    bites(
      {
        file: `${folder}/keys/create-api-keys.ts`,
        find: "found === null || found.row.userId !== userId",
        replace: "found === null",
      },
      async (guards) => {
        const { create, keys, bob } = await start(guards);
        const { id } = await create();
        return codeOf(keys.rotate({ principal: bob, id }));
      },
    ),
  );

  it("are no reason to tell anybody but a service what tokens are worth", async () => {
    const guard = {
      file: "scheduler/src/http/request/authenticate.ts",
      find: "if (row.forServices === true) ctx.state.service = serviceOf(credential, deps);",
      replace: "",
    };
    const asked = async (guards: readonly Guard[]) => {
      const { startApp } = await importWithout<App>("scheduler/src/testing/start-app.ts", guards);
      const app = await startApp();
      const body = { tokens: Array.from({ length: 500 }, () => app.token) };
      const ask = (token: string | null) =>
        app.ask("/api/v1/auth/check", { method: "POST", body, token });
      const statuses = [];
      for (const token of [null, app.token, "service.notifier.9999999999999.x"])
        statuses.push((await ask(token)).status);
      const { sign } = createServiceTokens(app.secret);
      statuses.push((await ask(sign({ name: "notifier", now: Date.now() }))).status);
      await app.stop();
      return statuses;
    };
    expect(await asked([guard]), "without").to.deep.equal([200, 200, 200, 200]);
    expect(await asked([])).to.deep.equal([401, 401, 401, 200]);
  });

  describe("for certain templates", () => {
    const withoutLimit = {
      file: "contracts/src/policies/templates.ts",
      find: "return principal?.key?.templates ?? null;",
      replace: "return null;",
    };

    /** Returns the states with which a key for `echo` is answered about a job of `other`. */
    async function read(guards: readonly Guard[]) {
      const { startApp } = await importWithout<App>("scheduler/src/testing/start-app.ts", guards);
      const app = await startApp();
      await aPublishedTemplate(app, "other");
      const body = { template: "other", payload: { text: "x" } };
      const { json: job } = await app.ask("/api/v1/jobs", { method: "POST", body });
      const limits = { name: "x", scopes: ["jobs:read"], templates: ["echo"] };
      const { json } = await app.ask("/api/v1/api-keys", { method: "POST", body: limits });
      const ask = (path: string) => app.ask(`/api/v1${path}`, { token: String(json.key) });
      const one = await ask(`/jobs/${job.id}`);
      const list = await ask("/jobs");
      await app.stop();
      return { status: one.status, listed: [list.json.items].flat().length };
    }

    it("hides jobs of others, also in lists", async () => {
      expect(await read([withoutLimit]), "without").to.deep.equal({ status: 200, listed: 1 });
      expect(await read([]), "with").to.deep.equal({ status: 404, listed: 0 });
    });
  });
});
