import { expect } from "chai";
import { onEachStore } from "../../testing/on-each-store.ts";
import { adminsTable, sessionsTable, usersTable } from "../account-tables.ts";
import {
  type AccountsUnderTest,
  accountsOn,
  ada,
  codeOf,
  principalOf,
  setUpAda,
} from "../testing/accounts-on.ts";
import { createAdmins } from "./admins.ts";

const bob = { email: "Bob@Example.org", role: "operator" } as const;
const password = "a password of Bob";

describe("people", () => {
  onEachStore((use) => {
    let process: AccountsUnderTest;
    let adaId: string;
    beforeEach(async () => {
      process = accountsOn(use());
      adaId = (await setUpAda(process.accounts)).user.id;
    });
    const people = () => process.accounts.people;
    const accept = (token: string, next = password) =>
      process.accounts.accept({ token, password: next });
    const signIn = (next = password) =>
      process.accounts.signIn({ email: bob.email, password: next });
    async function join(role: "operator" | "admin" = "operator") {
      const { user, token } = await people().invite({ ...bob, role });
      return { id: user.id, token, session: await accept(token) };
    }

    it("are invited, choose a password by the link, and are signed in", async () => {
      const { user, token } = await people().invite(bob);
      expect(user).to.deep.include({ email: "bob@example.org", role: "operator", invited: true });
      expect(await codeOf(signIn(""))).to.equal("wrong-credentials");
      const session = await accept(token);
      expect(await process.accounts.authenticate(session.token)).to.include({ role: "operator" });
      expect(await codeOf(signIn())).to.equal("accepted");
      const { items } = await people().list({ limit: 10 });
      expect(items.map(({ email, invited }) => [email, invited])).to.deep.equal([
        [ada.email, false],
        ["bob@example.org", false],
      ]);
    });

    it("are refused an address that another has", async () => {
      await people().invite(bob);
      expect(await codeOf(people().invite({ ...bob, email: " BOB@example.org" }))).to.equal(
        "user-exists",
      );
    });

    it("use a link once, also when it is used twice at once", async () => {
      const { token } = await people().invite(bob);
      const codes = await Promise.all([
        codeOf(accept(token)),
        codeOf(accept(token, "another one!")),
      ]);
      expect(codes).to.have.members(["accepted", "link-wrong"]);
      expect(await codeOf(accept(token))).to.equal("link-wrong");
    });

    it("cannot use a link that is too old, replaced, or of somebody else", async () => {
      const { user, token } = await people().invite(bob);
      const other = await people().invite({ ...bob, email: "eve@example.org" });
      const [, secretOfOther] = other.token.split(".");
      expect(await codeOf(accept(`${user.id}.${secretOfOther}`))).to.equal("link-wrong");
      const { token: newer } = await people().reset({ id: user.id });
      expect(await codeOf(accept(token))).to.equal("link-wrong");
      process.tick(24 * 3_600_000);
      expect(await codeOf(accept(newer))).to.equal("link-wrong");
      for (const wrong of ["", ".", "x", `${user.id}.`, `${user.id}`, "a.b.c"])
        expect(await codeOf(accept(wrong)), wrong).to.equal("link-wrong");
    });

    it("keep no secret of a link in the store", async () => {
      const { user, token } = await people().invite(bob);
      const stored = JSON.stringify(await use().table(usersTable).get({ id: user.id }));
      expect(stored).to.not.contain(token.split(".")[1]);
    });

    it("have another role at their next request", async () => {
      const { id, session } = await join();
      await people().change({ id, change: { role: "viewer" } });
      process.tick(2000);
      expect(await process.accounts.authenticate(session.token)).to.include({ role: "viewer" });
    });

    it("are out at once when they are disabled, and stay out of old sessions", async () => {
      const { id, session } = await join();
      const { sessionId } = await principalOf(process.accounts, session.token);
      const { token: link } = await people().reset({ id });
      await people().change({ id, change: { disabled: true } });
      expect(process.closed).to.deep.equal([sessionId]);
      expect(await process.accounts.authenticate(session.token)).to.equal(null);
      expect(await codeOf(signIn())).to.equal("wrong-credentials");
      expect(await codeOf(people().reset({ id }))).to.equal("user-disabled");
      await people().change({ id, change: { disabled: false } });
      expect(await process.accounts.authenticate(session.token)).to.equal(null);
      expect(await codeOf(accept(link))).to.equal("link-wrong");
      expect(await codeOf(signIn())).to.equal("accepted");
    });

    it("are out at once when they are removed", async () => {
      const { id, session } = await join();
      await people().remove({ id });
      expect(await process.accounts.authenticate(session.token)).to.equal(null);
      expect(await codeOf(people().remove({ id }))).to.equal("user-not-found");
      expect(await codeOf(people().change({ id, change: { role: "viewer" } }))).to.equal(
        "user-not-found",
      );
    });

    it("keep the last admin, who cannot be disabled, demoted or removed", async () => {
      await people().invite({ ...bob, role: "admin" });
      for (const change of [{ disabled: true }, { role: "author" }] as const)
        expect(await codeOf(people().change({ id: adaId, change }))).to.equal("last-admin");
      expect(await codeOf(people().remove({ id: adaId }))).to.equal("last-admin");
    });

    it("keep one of two admins who remove each other at once", async () => {
      const { id } = await join("admin");
      const demote = (userId: string) =>
        codeOf(people().change({ id: userId, change: { role: "viewer" } }));
      expect(await Promise.all([demote(adaId), demote(id)])).to.have.members([
        "accepted",
        "last-admin",
      ]);
    });

    it("do not count as an admin whoever was disabled while becoming one", async () => {
      const { id } = await join("admin");
      await people().change({ id, change: { disabled: true } });
      // As a process does that has just made Bob an admin, and was slower than the one above.
      const store = use();
      const rows = { admins: store.table(adminsTable), users: store.table(usersTable) };
      await createAdmins(rows).add(id);
      const demotion = people().change({ id: adaId, change: { role: "viewer" } });
      expect(await codeOf(demotion)).to.equal("last-admin");
    });

    it("make an operator an admin, who may then be the last one", async () => {
      const { id } = await join();
      await people().change({ id, change: { role: "admin" } });
      await people().remove({ id: adaId });
      expect(await codeOf(people().remove({ id }))).to.equal("last-admin");
    });

    it("end their other sessions with a new password", async () => {
      const { session } = await join();
      const other = await signIn();
      const principal = await principalOf(process.accounts, session.token);
      const change = (current: string) =>
        process.accounts.changePassword({ principal, current, next: "a longer password" });
      expect(await codeOf(change("wrong"))).to.equal("wrong-password");
      await change(password);
      expect(await process.accounts.authenticate(other.token)).to.equal(null);
      expect(await process.accounts.authenticate(session.token)).to.not.equal(null);
      expect(await codeOf(signIn())).to.equal("wrong-credentials");
      expect(await codeOf(signIn("a longer password"))).to.equal("accepted");
    });

    it("end all sessions with a reset link", async () => {
      const { id, session } = await join();
      const { token } = await people().reset({ id });
      expect(await codeOf(signIn()), "until it is used").to.equal("accepted");
      await accept(token, "a password after the reset");
      expect(await process.accounts.authenticate(session.token)).to.equal(null);
      expect(await codeOf(signIn())).to.equal("wrong-credentials");
    });

    it("see where they are signed in, and end one of their sessions", async () => {
      const { accounts } = process;
      const { session } = await join();
      const from = { address: "192.0.2.7", device: "Firefox" };
      await accounts.signIn({ email: bob.email, password, ...from });
      const principal = await principalOf(accounts, session.token);
      const { items } = await accounts.sessions({ principal, limit: 10 });
      expect(items.map(({ current }) => current)).to.deep.equal([false, true]);
      expect(items[0]).to.include(from);
      const [other] = items;
      await accounts.endSession({ principal, id: other?.id ?? "" });
      expect((await accounts.sessions({ principal, limit: 10 })).items).to.have.length(1);
      const adasSession = await principalOf(accounts, (await accounts.signIn(ada)).token);
      const foreign = accounts.endSession({ principal, id: adasSession.sessionId ?? "" });
      expect(await codeOf(foreign)).to.equal("session-not-found");
    });

    it("have so many sessions at most: a further one ends the oldest", async () => {
      const { id, session } = await join();
      const sessions = use().table(sessionsTable);
      const expiresAt = 4_000_000_000_000;
      for (let n = 0; n < 999; n++)
        await sessions.insert({
          row: { id: `z${String(n).padStart(3, "0")}`, userId: id, expiresAt },
        });
      expect(await process.accounts.authenticate(session.token)).to.not.equal(null);
      await signIn();
      expect(await process.accounts.authenticate(session.token)).to.equal(null);
    });

    it("are last seen to the minute", async () => {
      const { session } = await join();
      const seen = async () => (await people().list({ limit: 10 })).items[1]?.lastSeenAt;
      await process.accounts.authenticate(session.token);
      const first = await seen();
      process.tick(59_000);
      await process.accounts.authenticate(session.token);
      expect(await seen()).to.equal(first);
      process.tick(2000);
      await process.accounts.authenticate(session.token);
      expect(await seen()).to.not.equal(first);
    });
  });
});
