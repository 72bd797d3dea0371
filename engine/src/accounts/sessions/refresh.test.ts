import { expect } from "chai";
import { onEachStore } from "../../testing/on-each-store.ts";
import {
  type AccountsUnderTest,
  accountsOn,
  ada,
  codeOf,
  principalOf,
  setUpAda,
} from "../testing/accounts-on.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

describe("refreshing a session", () => {
  onEachStore((use) => {
    let process: AccountsUnderTest;
    let first: string;
    beforeEach(async () => {
      process = accountsOn(use());
      first = (await setUpAda(process.accounts)).refreshToken;
    });
    const { accounts, tick } = {
      accounts: () => process.accounts,
      tick: (ms: number) => process.tick(ms),
    };
    const refresh = (...tokens: string[]) => accounts().refresh({ tokens, address: "192.0.2.1" });
    const outcome = (token: string) => codeOf(refresh(token));

    it("goes on for as long as it is used, and a sleeping laptop wakes up in it", async () => {
      let token = first;
      for (let day = 0; day < 24; day += 6) {
        tick(6 * dayMs);
        const next = await refresh(token);
        expect(await accounts().authenticate(next.token)).to.include({ email: ada.email });
        token = next.refreshToken;
      }
    });

    it("ends after a week unused, and after four in use", async () => {
      tick(7 * dayMs);
      expect(await outcome(first)).to.equal("not-signed-in");
      let token = (await accounts().signIn(ada)).refreshToken;
      for (let day = 0; day < 24; day += 6) {
        tick(6 * dayMs);
        token = (await refresh(token)).refreshToken;
      }
      tick(4 * dayMs);
      expect(await outcome(token)).to.equal("not-signed-in");
    });

    it("gives two tabs that refresh at once the same token, which goes on", async () => {
      const [one, other] = await Promise.all([refresh(first), refresh(first)]);
      expect(one.refreshToken).to.equal(other.refreshToken).and.not.equal(first);
      tick(20 * minuteMs);
      expect(await outcome(other.refreshToken)).to.equal("accepted");
    });

    it("repeats a lost reply within ten seconds", async () => {
      const lost = await refresh(first);
      tick(9_999);
      expect((await refresh(first)).refreshToken).to.equal(lost.refreshToken);
    });

    it("ends the session where an old token comes back, whoever it is that has it", async () => {
      const { token, refreshToken } = await refresh(first);
      tick(10_000);
      expect(await outcome(first)).to.equal("not-signed-in");
      expect(await outcome(refreshToken)).to.equal("not-signed-in");
      expect(await accounts().authenticate(token)).to.equal(null);
      expect(process.closed).to.have.length(1);
    });

    it("ends no session for a token that was never given", async () => {
      const [id, , signed] = first.split(".");
      for (const made of [`${id}.1.${signed}`, `${id}.0.AAAA`, `${id}.0`, id ?? "", "…"])
        expect(await outcome(made), made).to.equal("not-signed-in");
      expect(await outcome(first)).to.equal("accepted");
    });

    it("takes the first of several tokens that counts", async () => {
      expect((await refresh("planted", first)).user).to.include({ email: ada.email });
    });

    it("keeps other sessions apart, and moves the place at which one is shown", async () => {
      const other = await accounts().signIn({ ...ada, address: "192.0.2.9" });
      tick(minuteMs);
      await refresh(first);
      const principal = await principalOf(accounts(), other.token);
      const { items } = await accounts().sessions({ principal, limit: 10 });
      expect(items.map(({ address }) => address)).to.deep.equal(["192.0.2.9", "192.0.2.1"]);
    });

    it("is refused at once after sign-out, revocation, a new password, and for the disabled", async () => {
      const { people } = accounts();
      const open = async () => {
        const session = await accounts().signIn(ada);
        return { ...session, principal: await principalOf(accounts(), session.token) };
      };
      const bob = await people.invite({ email: "bob@example.org", role: "operator" });
      const ofBob = await accounts().accept({ token: bob.token, password: "a password of Bob" });

      const [signedOut, revoked, current] = [await open(), await open(), await open()];
      await accounts().signOut(signedOut.principal);
      await accounts().endSession({
        principal: current.principal,
        id: revoked.principal.sessionId ?? "",
      });
      await accounts().changePassword({
        ...{ principal: current.principal, current: ada.password, next: "another password" },
      });
      await people.change({ id: bob.user.id, change: { disabled: true } });
      for (const { refreshToken } of [signedOut, revoked, ofBob, { refreshToken: first }])
        expect(await outcome(refreshToken)).to.equal("not-signed-in");
      expect(await outcome(current.refreshToken)).to.equal("accepted");
    });
  });
});
