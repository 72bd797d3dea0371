import { expect } from "chai";
import type { Store, StoredUser } from "../store.ts";
import { hour } from "./play.ts";

const ada: StoredUser = {
  id: "u1",
  email: "ada@example.org",
  role: "admin",
  createdAt: "2026-01-01T00:00:00.000Z",
  passwordHash: "hash-1",
};

export function exerciseAccounts(use: () => Store): void {
  describe("users", () => {
    it("are found by id and by address", async () => {
      expect(await use().insertFirstUser({ user: ada })).to.equal(true);
      expect(await use().findUser({ id: "u1" })).to.deep.equal(ada);
      expect(await use().findUser({ email: "ada@example.org" })).to.deep.equal(ada);
      expect(await use().findUser({ id: "u2" })).to.equal(null);
      expect(await use().findUser({ email: "bob@example.org" })).to.equal(null);
    });

    it("have one first among them, however many try at once", async () => {
      expect(await use().countUsers()).to.equal(0);
      const tries = Array.from({ length: 10 }, (_, n) =>
        use().insertFirstUser({ user: { ...ada, id: `u${n}`, email: `${n}@example.org` } }),
      );
      expect((await Promise.all(tries)).filter(Boolean)).to.have.length(1);
      expect(await use().countUsers()).to.equal(1);
    });

    it("get a new password hash", async () => {
      await use().insertFirstUser({ user: ada });
      await use().setPasswordHash({ id: "u1", passwordHash: "hash-2" });
      await use().setPasswordHash({ id: "nobody", passwordHash: "hash-3" });
      expect(await use().findUser({ id: "u1" })).to.deep.equal({ ...ada, passwordHash: "hash-2" });
    });
  });

  describe("sessions", () => {
    it("are kept until they are deleted", async () => {
      const session = { id: "s1", userId: "u1", expiresAt: Date.now() + hour };
      await use().insertSession({ session });
      await use().insertSession({ session: { ...session, id: "s2" } });
      expect(await use().findSession({ id: "s1" })).to.deep.equal(session);
      await use().deleteSession({ id: "s1" });
      await use().deleteSession({ id: "s1" });
      expect(await use().findSession({ id: "s1" })).to.equal(null);
      expect(await use().findSession({ id: "s2" })).to.include({ id: "s2" });
    });
  });
}
