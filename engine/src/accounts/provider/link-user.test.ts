import { expect } from "chai";
import { onEachStore } from "../../testing/on-each-store.ts";
import { anOpenIdProvider, type OpenIdProvider } from "../../testing/servers/an-openid-provider.ts";
import {
  type AccountsUnderTest,
  ada,
  codeOf,
  principalOf,
  setUpAda,
} from "../testing/accounts-on.ts";
import { accountsWith, beginLink, providerOf, signInWith } from "../testing/provider-on.ts";

const redirectUri = "http://127.0.0.1:8080/sign-in/callback";
const eve = { email: "eve@example.org", email_verified: true, groups: ["staff"] };
const bob = { email: "bob@example.org", role: "author", password: "a password of Bob" } as const;

describe("linking a user to an OpenID provider", () => {
  let id: OpenIdProvider;
  before(async () => {
    id = await anOpenIdProvider();
    id.allow(redirectUri);
  });
  after(() => id.stop());

  onEachStore((use) => {
    let process: AccountsUnderTest;
    beforeEach(async () => {
      id.people.clear();
      id.people.set("eve", eve);
      id.signInAs("eve");
      process = accountsWith(use(), providerOf(id));
      await setUpAda(process.accounts);
    });

    /** Adds a user with a password, signed in. */
    async function join({ email, role, password }: { [K in keyof typeof bob]: string } = bob) {
      const { accounts } = process;
      const { user, token } = await accounts.people.invite({ email, role: role as "author" });
      const session = await accounts.accept({ token, password });
      return {
        id: user.id,
        password,
        session,
        principal: await principalOf(accounts, session.token),
      };
    }
    type Joined = Awaited<ReturnType<typeof join>>;
    const begin = ({ principal, password }: Pick<Joined, "principal" | "password">) =>
      beginLink(process.accounts, id, { principal, current: password, redirectUri });
    const finish = (
      begun: Awaited<ReturnType<typeof begin>>,
      { principal }: Pick<Joined, "principal">,
    ) => process.accounts.provider.link({ redirectUri, ...begun, principal });

    it("lets the user sign in either way, whatever address the provider tells", async () => {
      const joined = await join();
      expect(await process.accounts.me(joined.principal)).to.include({ linked: false });
      await finish(await begin(joined), joined);
      expect(await process.accounts.me(joined.principal)).to.include({ linked: true });
      const { user } = await signInWith(process.accounts, id, redirectUri);
      expect(user).to.include({ id: joined.id, email: bob.email, role: "operator" });
      expect(await codeOf(process.accounts.signIn(bob))).to.equal("accepted");
      await finish(await begin(joined), joined); // Once more changes nothing.
    });

    it("needs the password of the user, and tries of it are limited", async () => {
      const { principal } = await join();
      const wrong = () => codeOf(begin({ principal, password: "not the password" }));
      expect(await wrong()).to.equal("wrong-password");
      const codes = [];
      for (let tries = 0; tries < 10; tries++) codes.push(await wrong());
      expect(codes).to.include("too-many-requests");
    });

    it("ends in the session that began it alone", async () => {
      const joined = await join();
      const other = await join({
        email: "mallory@example.org",
        role: "operator",
        password: "a password of M.",
      });
      const again = await process.accounts.signIn(bob);
      const begun = await begin(joined);
      for (const principal of [other.principal, await principalOf(process.accounts, again.token)])
        expect(await codeOf(finish(begun, { principal }))).to.equal("sign-in-failed");
      expect(await codeOf(finish(begun, joined))).to.equal("accepted");
    });

    it("is no sign-in, and a sign-in is no link", async () => {
      const joined = await join();
      const begun = await begin(joined);
      expect(await codeOf(process.accounts.provider.finish({ redirectUri, ...begun }))).to.equal(
        "sign-in-failed",
      );
      const { url, pending } = await process.accounts.provider.begin({ redirectUri });
      const signingIn = { parameters: await id.visit(url), pending: [pending.token] };
      expect(await codeOf(finish(signingIn, joined))).to.equal("sign-in-failed");
      expect(await process.accounts.me(joined.principal)).to.include({ linked: false });
    });

    it("takes a code once, and no state but its own", async () => {
      const joined = await join();
      const begun = await begin(joined);
      const forged = { ...begun, parameters: { ...begun.parameters, state: "link.forged" } };
      expect(await codeOf(finish(forged, joined))).to.equal("sign-in-failed");
      await finish(begun, joined);
      expect(await codeOf(finish(begun, joined))).to.equal("sign-in-failed");
    });

    it("takes nobody from another user, nor two for one", async () => {
      const [joined, adas] = [await join(), await process.accounts.signIn(ada)];
      await finish(await begin(joined), joined);
      const principal = await principalOf(process.accounts, adas.token);
      const own = { principal, password: ada.password };
      expect(await codeOf(finish(await begin(own), own))).to.equal("already-linked");
      id.people.set("frank", { ...eve, email: bob.email });
      id.signInAs("frank");
      expect(await codeOf(finish(await begin(joined), joined))).to.equal("already-linked");
      expect(await codeOf(signInWith(process.accounts, id, redirectUri))).to.equal("user-exists");
    });

    it("links one of two who come at once", async () => {
      const [joined, adas] = [await join(), await process.accounts.signIn(ada)];
      const own = {
        principal: await principalOf(process.accounts, adas.token),
        password: ada.password,
      };
      const begun = [await begin(joined), await begin(own)] as const;
      const codes = await Promise.all([
        codeOf(finish(begun[0], joined)),
        codeOf(finish(begun[1], own)),
      ]);
      expect(codes).to.have.members(["accepted", "already-linked"]);
    });

    it("refuses whom no group gives a role, and who was disabled meanwhile", async () => {
      const joined = await join();
      id.people.set("eve", { ...eve, groups: [] });
      expect(await codeOf(finish(await begin(joined), joined))).to.equal("sign-in-refused");
      id.people.set("eve", eve);
      const begun = await begin(joined);
      await process.accounts.people.change({ id: joined.id, change: { disabled: true } });
      expect(await codeOf(finish(begun, joined))).to.equal("not-signed-in");
    });

    it("is removed by an admin, which ends the sessions that it may have let in", async () => {
      const joined = await join();
      await finish(await begin(joined), joined);
      const { token } = await signInWith(process.accounts, id, redirectUri);
      const { people } = process.accounts;
      expect(await people.unlink({ id: joined.id })).to.include({ linked: false, invited: false });
      expect(await process.accounts.authenticate(token)).to.equal(null);
      expect(await process.accounts.authenticate(joined.session.token)).to.equal(null);
      expect(await codeOf(process.accounts.signIn(bob))).to.equal("accepted");
      expect((await signInWith(process.accounts, id, redirectUri)).user.id).to.not.equal(joined.id);
    });

    it("stays with a user who has no password, and is asked of one who is there", async () => {
      const { user } = await signInWith(process.accounts, id, redirectUri);
      const { people } = process.accounts;
      expect(await codeOf(people.unlink({ id: user.id }))).to.equal("no-password");
      expect(await codeOf(people.unlink({ id: "nobody" }))).to.equal("user-not-found");
      expect((await people.get({ id: user.id })).linked).to.equal(true);
    });
  });
});
