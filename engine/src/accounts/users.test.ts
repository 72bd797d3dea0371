import { expect } from "chai";
import { onEachStore } from "../testing/on-each-store.ts";
import type { StoredUser } from "./account-tables.ts";
import { createUsers } from "./users.ts";

const ada: StoredUser = {
  id: "u1",
  email: "ada@example.org",
  role: "admin",
  createdAt: "2026-01-01T00:00:00.000Z",
  passwordHash: "hash-1",
};

describe("stored users", () => {
  onEachStore((use) => {
    const users = () => createUsers({ store: use() });

    it("are found by id and by address", async () => {
      expect(await users().insertFirst(ada)).to.equal(true);
      expect(await users().find({ id: "u1" })).to.deep.equal(ada);
      expect(await users().find({ email: "ada@example.org" })).to.deep.equal(ada);
      expect(await users().find({ id: "u2" })).to.equal(null);
      expect(await users().find({ email: "bob@example.org" })).to.equal(null);
    });

    it("have one first among them, however many try at once", async () => {
      expect(await users().isEmpty()).to.equal(true);
      const tries = Array.from({ length: 10 }, (_, n) =>
        users().insertFirst({ ...ada, id: `u${n}`, email: `${n}@example.org` }),
      );
      expect((await Promise.all(tries)).filter(Boolean)).to.have.length(1);
      expect(await users().isEmpty()).to.equal(false);
      const ids = Array.from({ length: 10 }, (_, n) => `u${n}`);
      const found = await Promise.all(ids.map((id) => users().find({ id })));
      expect(found.filter((user) => user !== null)).to.have.length(1);
    });

    it("get a new password hash", async () => {
      await users().insertFirst(ada);
      const before = "hash-1";
      await users().setPasswordHash({ id: "u1", before, passwordHash: "hash-2" });
      await users().setPasswordHash({ id: "nobody", before, passwordHash: "hash-3" });
      expect(await users().find({ id: "u1" })).to.deep.equal({ ...ada, passwordHash: "hash-2" });
    });

    it("keep a password that was chosen while the hash of the one before was renewed", async () => {
      await users().insertFirst({ ...ada, passwordHash: "hash of the new password" });
      await users().setPasswordHash({ id: "u1", before: "hash-1", passwordHash: "hash-2" });
      expect((await users().find({ id: "u1" }))?.passwordHash).to.equal("hash of the new password");
    });
  });
});
