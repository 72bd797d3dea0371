import type { Principal } from "@formwork/contracts/account";
import type { CreateApiKey } from "@formwork/contracts/api-key";
import { expect } from "chai";
import { onEachStore } from "../../testing/on-each-store.ts";
import {
  type AccountsUnderTest,
  accountsOn,
  codeOf,
  principalOf,
  setUpAda,
} from "../testing/accounts-on.ts";
import { keysTable } from "./key-table.ts";

const day = 24 * 3_600_000;

describe("API keys", () => {
  onEachStore((use) => {
    let process: AccountsUnderTest;
    let ada: Principal;
    beforeEach(async () => {
      process = accountsOn(use());
      const { token } = await setUpAda(process.accounts);
      ada = await principalOf(process.accounts, token);
    });
    const keys = () => process.accounts.apiKeys;
    const authenticate = (key: string) => process.accounts.authenticate(key);
    const create = (input: Partial<CreateApiKey> = {}, principal = ada) =>
      keys().create({ principal, input: { name: "CI", scopes: ["jobs:read"], ...input } });

    /** Adds an operator, signed in. */
    async function bob(): Promise<Principal> {
      const { people } = process.accounts;
      const { token } = await people.invite({ email: "bob@example.org", role: "operator" });
      const session = await process.accounts.accept({ token, password: "a password of Bob" });
      return principalOf(process.accounts, session.token);
    }

    it("act for their maker, with their own scopes and templates", async () => {
      const { key, id, prefix } = await create({ templates: ["echo"] });
      expect(key).to.match(/^fwk_[0-9a-f]{16}_[\w-]{51}$/);
      expect(key.startsWith(`${prefix}_`)).to.equal(true);
      expect(await authenticate(key)).to.deep.equal({
        ...{ id: ada.id, role: "admin", email: ada.email, sessionId: null },
        key: { id, name: "CI", scopes: ["jobs:read"], templates: ["echo"] },
      });
    });

    it("are stored as a hash only, and listed without it", async () => {
      const { key, id } = await create();
      const stored = JSON.stringify(await use().table(keysTable).get({ id }));
      const secret = key.split("_").slice(2).join("_").slice(0, 43);
      expect(stored).to.not.contain(secret);
      const { items } = await keys().list({ principal: ada, owner: "me", limit: 10 });
      expect(JSON.stringify(items)).to.not.match(/hash/).and.not.contain(secret);
      expect(items).to.have.length(1);
    });

    it("are refused when they are guessed, mistyped, cut off or of another", async () => {
      const [one, other] = [await create(), await create()];
      const { key } = one;
      const changed = key.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
      const mixed = other.prefix + key.slice(other.prefix.length);
      for (const wrong of [changed, mixed, key.slice(0, -1), `${key}0`, "fwk_", `x${key}`])
        expect(await authenticate(wrong), wrong).to.equal(null);
    });

    it("have no scope that their maker has not", async () => {
      const operator = await bob();
      expect(await codeOf(create({ scopes: ["jobs:write"] }, operator))).to.equal("accepted");
      for (const scope of ["settings:read", "work:run", "templates:write"] as const)
        expect(await codeOf(create({ scopes: ["jobs:read", scope] }, operator)), scope).to.equal(
          "forbidden",
        );
    });

    it("end when they say so", async () => {
      const { key } = await create({ expiresAt: new Date(1_800_000_000_000 + 5000).toISOString() });
      process.tick(4999);
      expect(await authenticate(key)).to.not.equal(null);
      process.tick(1);
      expect(await authenticate(key)).to.equal(null);
      const past = new Date(1_800_000_000_000).toISOString();
      expect(await codeOf(create({ expiresAt: past }))).to.equal("invalid-request");
    });

    it("are rotated: the one before works for a day more", async () => {
      const before = await create();
      const after = await keys().rotate({ principal: ada, id: before.id });
      expect(after).to.include({ id: before.id, prefix: before.prefix });
      expect(await authenticate(before.key)).to.not.equal(null);
      expect(await authenticate(after.key)).to.not.equal(null);
      process.tick(day);
      expect(await authenticate(before.key)).to.equal(null);
      expect(await authenticate(after.key)).to.not.equal(null);
    });

    it("end at once, in another process within two seconds", async () => {
      const other = accountsOn(use()).accounts;
      const { key, id } = await create();
      expect(await other.authenticate(key)).to.not.equal(null);
      await keys().remove({ principal: ada, id });
      expect(await authenticate(key)).to.equal(null);
      expect(await codeOf(keys().remove({ principal: ada, id }))).to.equal("key-not-found");
      process.tick(2000);
      expect(await accountsOn(use()).accounts.authenticate(key)).to.equal(null);
    });

    it("belong to one user; an admin sees and ends those of others, and rotates none", async () => {
      const operator = await bob();
      const [hers, his] = [await create(), await create({ scopes: ["jobs:read"] }, operator)];
      const list = (principal: Principal, owner: "me" | "all") =>
        keys().list({ principal, owner, limit: 10 });
      expect((await list(operator, "me")).items.map(({ id }) => id)).to.deep.equal([his.id]);
      expect(await codeOf(list(operator, "all"))).to.equal("forbidden");
      expect((await list(ada, "all")).items).to.have.length(2);
      for (const verb of ["rotate", "remove"] as const)
        expect(await codeOf(keys()[verb]({ principal: operator, id: hers.id }))).to.equal(
          "key-not-found",
        );
      expect(await codeOf(keys().rotate({ principal: ada, id: his.id }))).to.equal("key-not-found");
      await keys().remove({ principal: ada, id: his.id });
      expect(await authenticate(his.key)).to.equal(null);
    });

    it("end with their owner, and stay ended", async () => {
      const operator = await bob();
      const { people } = process.accounts;
      const first = await create({}, operator);
      await people.change({ id: operator.id, change: { disabled: true } });
      expect(await authenticate(first.key)).to.equal(null);
      await people.change({ id: operator.id, change: { disabled: false } });
      expect(await authenticate(first.key)).to.equal(null);
      const second = await create({}, operator);
      await people.remove({ id: operator.id });
      expect(await authenticate(second.key)).to.equal(null);
    });

    it("lose what their owner's role no longer allows", async () => {
      const operator = await bob();
      const { key } = await create({ scopes: ["jobs:write"] }, operator);
      await process.accounts.people.change({ id: operator.id, change: { role: "viewer" } });
      process.tick(2000);
      expect(await authenticate(key)).to.include({ role: "viewer" });
    });

    it("are last used to the minute, and write no more often", async () => {
      const { key, id } = await create();
      const version = async () => (await use().table(keysTable).get({ id }))?.version;
      for (let n = 0; n < 29; n++) {
        await authenticate(key);
        process.tick(2000);
      }
      expect(await version()).to.equal(2);
      process.tick(2000);
      await authenticate(key);
      expect(await version()).to.equal(3);
      const { items } = await keys().list({ principal: ada, owner: "me", limit: 1 });
      expect(items[0]?.lastUsedAt).to.equal(new Date(1_800_000_060_000).toISOString());
    });
  });
});
