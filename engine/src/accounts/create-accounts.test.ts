import { expect } from "chai";
import { DomainError } from "../errors.ts";
import { ratesOn } from "../rates/testing/rates-on.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import { createSqliteStore } from "../store/sqlite/sqlite.ts";
import type { Store } from "../store/store.ts";
import type { Table, TableDeclaration } from "../store/table.ts";
import { sessionsTable, usersTable } from "./account-tables.ts";
import type { Accounts } from "./accounts.ts";
import { type AccountsDeps, createAccounts } from "./create-accounts.ts";

const ann = { email: "Ann@Example.org ", password: "correct horse battery" };
const cheap = { memory: 64, passes: 1, parallelism: 1 };
const secret = "a secret of more than thirty-two letters";

describe("Accounts", () => {
  let now: number;
  let store: Store;
  let accounts: Accounts;
  let signedOut: string[];

  const clock = { now: () => now, monotonic: () => now, random: () => 0 };
  const open = (more: Partial<AccountsDeps> = {}) =>
    createAccounts({
      store,
      rates: ratesOn(store, clock),
      clock,
      secret,
      telemetry: silentTelemetry(),
      passwordCost: cheap,
      onSignedOut: (id) => signedOut.push(id),
      ...more,
    });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "accepted",
      (error: unknown) => (error instanceof DomainError ? error.code : Promise.reject(error)),
    );
  const setUp = async () => accounts.setUp({ ...ann, token: await accounts.setUpToken() });

  /** The store, with something done before each look-up of a session. */
  function onSessions(before: () => void): Store {
    const table = <Row extends object>(declaration: TableDeclaration<Row>): Table<Row> => {
      const plain = store.table(declaration);
      if (declaration.name !== sessionsTable.name) return plain;
      const get: typeof plain.get = async (where) => {
        before();
        return plain.get(where);
      };
      return { ...plain, get };
    };
    return { ...store, table };
  }

  beforeEach(async () => {
    now = 1_800_000_000_000;
    signedOut = [];
    store = createSqliteStore({ path: ":memory:", clock });
    await store.open();
    accounts = open();
  });
  afterEach(() => store.close());

  describe("at set-up", () => {
    it("make the first admin with the link's token, and sign in", async () => {
      expect(await accounts.setUpNeeded()).to.equal(true);
      const session = await setUp();
      expect(session.user)
        .to.include({ email: "ann@example.org", role: "admin" })
        .and.not.have.property("passwordHash");
      expect(await accounts.setUpNeeded()).to.equal(false);
      expect(await accounts.authenticate(session.token)).to.include({
        id: session.user.id,
        role: "admin",
      });
    });

    it("show the same token until it is used", async () => {
      expect(await accounts.setUpToken()).to.equal(await accounts.setUpToken());
    });

    it("refuse a wrong token, and a second admin", async () => {
      expect(await codeOf(accounts.setUp({ ...ann, token: "wrong" }))).to.equal(
        "setup-token-wrong",
      );
      await setUp();
      expect(await codeOf(setUp())).to.equal("already-set-up");
    });

    it("make one admin when two come at once", async () => {
      const codes = await Promise.all([codeOf(setUp()), codeOf(setUp())]);
      expect(codes).to.have.members(["accepted", "already-set-up"]);
    });

    it("make the admin of the environment, once", async () => {
      await accounts.ensureAdmin(ann);
      await accounts.ensureAdmin({ ...ann, password: "another password" });
      expect(await codeOf(accounts.signIn(ann))).to.equal("accepted");
      expect((await store.table(usersTable).page({ limit: 10 })).items).to.have.length(1);
    });
  });

  describe("at sign-in", () => {
    beforeEach(setUp);

    it("take the password, whatever the case of the address", async () => {
      const { token, expiresAt, user } = await accounts.signIn({
        ...ann,
        email: "ANN@example.org",
      });
      expect(user.email).to.equal("ann@example.org");
      expect(Date.parse(expiresAt) - now).to.equal(15 * 60_000);
      expect(await accounts.authenticate(token)).to.include({ email: "ann@example.org" });
    });

    it("refuse a wrong password and an unknown user in the same words", async () => {
      expect(await codeOf(accounts.signIn({ ...ann, password: "wrong" }))).to.equal(
        "wrong-credentials",
      );
      expect(
        await codeOf(accounts.signIn({ email: "bob@example.org", password: "wrong" })),
      ).to.equal("wrong-credentials");
    });

    it("slow a guesser down before the hash, also one that tries many at once", async () => {
      const codes = await Promise.all(
        Array.from({ length: 15 }, () => codeOf(accounts.signIn({ ...ann, password: "wrong" }))),
      );
      expect(codes.filter((code) => code === "wrong-credentials")).to.have.length(10);
      expect(await codeOf(accounts.signIn(ann))).to.equal("too-many-requests");
      now += 6000;
      expect(await codeOf(accounts.signIn(ann))).to.equal("accepted");
    });

    it("lock no one out: another address signs in, and a device that did before", async () => {
      const { deviceToken } = await accounts.signIn(ann);
      const address = "192.0.2.7";
      const guess = (email: string) =>
        codeOf(accounts.signIn({ email, password: "wrong", address }));
      await Promise.all(Array.from({ length: 15 }, () => guess(ann.email)));
      await Promise.all(Array.from({ length: 25 }, (_, n) => guess(`u${n}@example.org`)));
      const tokens = [deviceToken.token];
      const from = (place: object) => codeOf(accounts.signIn({ ...ann, ...place }));
      expect(await from({ address })).to.equal("too-many-requests");
      expect(await from({ address: "192.0.2.8" })).to.equal("accepted");
      expect(await from({ address, deviceTokens: ["made.up.token", ...tokens] })).to.equal(
        "accepted",
      );
    });

    it("slow down guesses at one account from many addresses, but for a known device", async () => {
      const { deviceToken } = await accounts.signIn(ann);
      const guess = (n: number) =>
        codeOf(accounts.signIn({ ...ann, password: "wrong", address: `192.0.2.${n}` }));
      const codes: string[] = [];
      for (let n = 0; n < 60; n += 1) codes.push(await guess(n));
      expect(codes.filter((code) => code === "wrong-credentials")).to.have.length(50);
      const stranger = { ...ann, address: "198.51.100.1" };
      expect(await codeOf(accounts.signIn(stranger))).to.equal("too-many-requests");
      const deviceTokens = [deviceToken.token];
      expect(await codeOf(accounts.signIn({ ...stranger, deviceTokens }))).to.equal("accepted");
      now += 2000;
      expect(await codeOf(accounts.signIn(stranger))).to.equal("accepted");
    });

    it("limit the tries of a known device too, which is known to its own account alone", async () => {
      const { deviceToken } = await accounts.signIn(ann);
      const deviceTokens = [deviceToken.token];
      const guess = (email: string) =>
        codeOf(accounts.signIn({ email, password: "wrong", deviceTokens }));
      const codes = await Promise.all(Array.from({ length: 12 }, () => guess(ann.email)));
      expect(codes.filter((code) => code === "wrong-credentials")).to.have.length(10);
      expect(await guess("bob@example.org")).to.equal("wrong-credentials");
      const again = await accounts.signIn(ann);
      expect(again.deviceToken.token).to.not.equal(deviceToken.token);
      now += 366 * 24 * 3_600_000;
      expect(await codeOf(accounts.signIn({ ...ann, deviceTokens }))).to.equal("accepted");
    });

    it("stop a guesser who goes from account to account", async () => {
      const guess = (n: number) =>
        codeOf(
          accounts.signIn({ email: `u${n}@example.org`, password: "wrong", address: "192.0.2.7" }),
        );
      const codes = await Promise.all(Array.from({ length: 35 }, (_, n) => guess(n)));
      expect(codes.filter((code) => code === "too-many-requests")).to.have.length(5);
      expect(await codeOf(accounts.signIn({ ...ann, address: "192.0.2.8" }))).to.equal("accepted");
    });

    it("do not count sign-ins that succeed", async () => {
      for (let n = 0; n < 12; n += 1)
        expect(await codeOf(accounts.signIn(ann))).to.equal("accepted");
    });

    it("hash the password anew when the cost has changed", async () => {
      const hash = async () =>
        (await store.table(usersTable).get({ email: "ann@example.org" }))?.row.passwordHash;
      const before = await hash();
      await open({ passwordCost: { ...cheap, passes: 2 } }).signIn(ann);
      const after = await hash();
      expect(before).to.contain("t=1");
      expect(after).to.contain("t=2");
      expect(await codeOf(accounts.signIn(ann))).to.equal("accepted");
    });
  });

  describe("of a session", () => {
    it("sign out for real: the token is good for nothing, at once", async () => {
      const { token } = await setUp();
      const principal = await accounts.authenticate(token);
      if (principal === null) return expect.fail("not signed in");
      await accounts.signOut(principal);
      expect(await accounts.authenticate(token)).to.equal(null);
      expect(signedOut).to.deep.equal([principal.sessionId]);
    });

    it("notice within two seconds that another process signed it out", async () => {
      const { token } = await setUp();
      const other = open();
      const principal = await other.authenticate(token);
      if (principal === null) return expect.fail("not signed in");
      await accounts.signOut(principal);
      now += 2000;
      expect(await other.authenticate(token)).to.equal(null);
    });

    it("ask the store once for many requests of a moment", async () => {
      const { token } = await setUp();
      let lookUps = 0;
      const counting = open({
        store: onSessions(() => {
          lookUps += 1;
        }),
      });
      await Promise.all(Array.from({ length: 20 }, () => counting.authenticate(token)));
      expect(lookUps).to.equal(1);
    });

    it("end its token after a quarter of an hour", async () => {
      const { token } = await setUp();
      now += 15 * 60_000;
      expect(await accounts.authenticate(token)).to.equal(null);
    });

    it("do not take a look-up that failed for an answer", async () => {
      const { token } = await setUp();
      let away = true;
      const broken = open({
        store: onSessions(() => {
          if (away) throw new Error("away");
        }),
      });
      const error = await broken.authenticate(token).catch((reason: Error) => reason.message);
      expect(error).to.equal("away");
      away = false;
      expect(await broken.authenticate(token)).to.have.property("role", "admin");
    });

    it("tell who is signed in", async () => {
      const { token, user } = await setUp();
      const principal = await accounts.authenticate(token);
      if (principal === null) return expect.fail("not signed in");
      const tokenExpiresAt = new Date(now + 15 * 60_000).toISOString();
      expect(await accounts.me(principal)).to.deep.equal({
        ...{ ...user, sees: "all", linked: false, seeOnly: [], tokenExpiresAt },
      });
    });
  });
});
