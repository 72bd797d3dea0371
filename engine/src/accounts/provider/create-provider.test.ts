import { expect } from "chai";
import { onEachStore } from "../../testing/on-each-store.ts";
import { anOpenIdProvider, type OpenIdProvider } from "../../testing/servers/an-openid-provider.ts";
import { createAccounts } from "../create-accounts.ts";
import { type AccountsUnderTest, codeOf, principalOf, setUpAda } from "../testing/accounts-on.ts";
import { accountsWith, providerOf, signInWith } from "../testing/provider-on.ts";

const redirectUri = "http://127.0.0.1:8080/sign-in/callback";
const eve = { email: "eve@example.org", email_verified: true, groups: ["staff"] };

describe("signing in with an OpenID provider", () => {
  let id: OpenIdProvider;
  before(async () => {
    id = await anOpenIdProvider();
    id.allow(redirectUri);
  });
  after(() => id.stop());

  onEachStore((use) => {
    let process: AccountsUnderTest;
    let adaId: string;
    beforeEach(async () => {
      id.people.clear();
      id.people.set("eve", eve);
      id.signInAs("eve");
      process = accountsWith(use(), providerOf(id));
      adaId = (await setUpAda(process.accounts)).user.id;
    });
    const signIn = () => signInWith(process.accounts, id, redirectUri);
    const provider = () => process.accounts.provider;

    it("adds a user with the role that the groups give, and knows the user the next time", async () => {
      const first = await signIn();
      expect(first.user).to.include({ email: eve.email, role: "operator" });
      expect(await process.accounts.authenticate(first.token)).to.include({ role: "operator" });
      expect((await signIn()).user.id).to.equal(first.user.id);
      const { items } = await process.accounts.people.list({ limit: 9 });
      expect(items.map(({ email, invited }) => [email, invited])).to.deep.include.members([
        [eve.email, false],
      ]);
      expect(await codeOf(process.accounts.signIn({ email: eve.email, password: "" }))).to.equal(
        "wrong-credentials",
      );
    });

    it("adds one user for two sign-ins at once", async () => {
      const [one, other] = await Promise.all([signIn(), signIn()]);
      expect(one.user.id).to.equal(other.user.id);
    });

    it("reads the role again each time, and refuses whom no group gives one", async () => {
      const { user } = await signIn();
      id.people.set("eve", { ...eve, groups: ["board", "admins", "staff"] });
      expect((await signIn()).user).to.include({ id: user.id, role: "admin" });
      await process.accounts.people.remove({ id: adaId });
      expect(await codeOf(process.accounts.people.remove({ id: user.id }))).to.equal("last-admin");
      for (const groups of [["other"], [], undefined]) {
        id.people.set("eve", { ...eve, ...(groups ? { groups } : { groups: ["admin"] }) });
        expect(await codeOf(signIn())).to.equal("sign-in-refused");
      }
    });

    it("tells of a user whom the provider lets run no jobs any more", async () => {
      const idle: string[] = [];
      const create: typeof createAccounts = (deps) =>
        createAccounts({ ...deps, onIdle: (userId) => idle.push(userId) });
      const { accounts } = accountsWith(use(), providerOf(id), { create });
      const { user } = await signInWith(accounts, id, redirectUri);
      await signInWith(accounts, id, redirectUri);
      expect(idle).to.deep.equal([]);
      id.people.set("eve", { ...eve, groups: ["board"] });
      await signInWith(accounts, id, redirectUri);
      expect(idle).to.deep.equal([user.id]);
    });

    it("links nobody by an address, be it that of an admin or of somebody invited", async () => {
      await process.accounts.people.invite({ email: "bob@example.org", role: "author" });
      for (const email of ["ada@example.org", "BOB@example.org"]) {
        id.people.set("mallory", { ...eve, email });
        id.signInAs("mallory");
        expect(await codeOf(signIn())).to.equal("user-exists");
      }
    });

    it("takes no address that the provider has not confirmed, and needs one", async () => {
      for (const person of [
        { ...eve, email_verified: false },
        { groups: ["staff"] },
        { ...eve, email: "no address" },
      ]) {
        id.people.set("eve", person);
        expect(await codeOf(signIn())).to.equal("sign-in-refused");
      }
    });

    it("keeps disabled users out, and their role as it was", async () => {
      const { user, refreshToken } = await signIn();
      await process.accounts.people.change({ id: user.id, change: { disabled: true } });
      id.people.set("eve", { ...eve, groups: ["admins"] });
      expect(await codeOf(signIn())).to.equal("sign-in-refused");
      expect(await codeOf(process.accounts.refresh({ tokens: [refreshToken] }))).to.equal(
        "not-signed-in",
      );
    });

    it("finishes only what the same browser began, within ten minutes", async () => {
      const { url, pending } = await provider().begin({ redirectUri });
      const parameters = await id.visit(url);
      const finish = (tokens: string[], given = parameters) =>
        codeOf(provider().finish({ redirectUri, parameters: given, pending: tokens }));
      const other = await provider().begin({ redirectUri });
      expect(await finish([])).to.equal("sign-in-failed");
      expect(await finish(["made.up"])).to.equal("sign-in-failed");
      expect(await finish([other.pending.token])).to.equal("sign-in-failed");
      expect(await finish([pending.token], { ...parameters, state: "other" })).to.equal(
        "sign-in-failed",
      );
      expect(await finish([pending.token], {})).to.equal("sign-in-failed");
      process.tick(10 * 60_000 + 1000);
      expect(await finish([pending.token])).to.equal("sign-in-failed");
    });

    it("takes a code once", async () => {
      const { url, pending } = await provider().begin({ redirectUri });
      const parameters = await id.visit(url);
      const finish = () =>
        codeOf(provider().finish({ redirectUri, parameters, pending: [pending.token] }));
      expect([await finish(), await finish()]).to.deep.equal(["accepted", "sign-in-failed"]);
    });

    it("says so when the user is refused there", async () => {
      id.signInAs(null);
      const error = await signIn().catch((reason: Error) => reason.message);
      expect(error).to.equal(
        "Test ID did not sign you in: it was cancelled or not allowed there. Begin again",
      );
    });

    it("says in words that the provider is away, or does not know the secret", async () => {
      const config = providerOf(id);
      const away = accountsWith(use(), { ...config, issuer: "http://127.0.0.1:1" });
      expect(await codeOf(away.accounts.provider.begin({ redirectUri }))).to.equal("unavailable");
      const logged: unknown[] = [];
      const wrong = accountsWith(
        use(),
        { ...config, clientSecret: "another secret" },
        { warn: (...line) => void logged.push(line) },
      );
      expect(await codeOf(signInWith(wrong.accounts, id, redirectUri))).to.equal("sign-in-failed");
      expect(JSON.stringify(logged)).to.contain("invalid_client").and.not.contain("another secret");
    });

    it("opens a session as any other, which its user can end", async () => {
      const { token } = await signIn();
      const principal = await principalOf(process.accounts, token);
      await process.accounts.signOut(principal);
      expect(await process.accounts.authenticate(token)).to.equal(null);
    });
  });
});
