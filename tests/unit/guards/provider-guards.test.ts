import { systemClock } from "@formwork/engine/runtime/clock";
import {
  anOpenIdProvider,
  type OpenIdProvider,
} from "@formwork/engine/testing/servers/an-openid-provider";
import type { Accounts } from "../../../engine/src/accounts/accounts.ts";
import { createPendingSignIns } from "../../../engine/src/accounts/provider/pending-sign-ins.ts";
import {
  ada,
  codeOf,
  principalOf,
  setUpAda,
} from "../../../engine/src/accounts/testing/accounts-on.ts";
import {
  accountsWith,
  beginLink,
  providerOf,
  signInWith,
} from "../../../engine/src/accounts/testing/provider-on.ts";
import { accountAttacks } from "../../support/account-attacks.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type Create = typeof import("../../../engine/src/accounts/create-accounts.ts");

const folder = "engine/src/accounts";
const redirectUri = "http://127.0.0.1:8080/sign-in/callback";
const secret = "a secret of more than thirty-two letters";
const eve = { email: "eve@example.org", email_verified: true, groups: ["staff"] };

describe("a guard of signing in with a provider", () => {
  const { store, bites } = accountAttacks();
  let id: OpenIdProvider;
  before(async () => {
    id = await anOpenIdProvider();
    id.allow(redirectUri);
  });
  after(() => id.stop());
  beforeEach(() => {
    id.people.set("eve", eve);
    id.signInAs("eve");
  });

  /** Adds a user with a password, who is signed in. */
  async function mallory(accounts: Accounts) {
    const current = "a password of Mallory";
    const { token } = await accounts.people.invite({ email: "mallory@x.org", role: "operator" });
    const session = await accounts.accept({ token, password: current });
    return { principal: await principalOf(accounts, session.token), current };
  }

  /** Sets up a first admin in a process that may lack guards. */
  async function start(guards: readonly Guard[]) {
    const { createAccounts } = await importWithout<Create>(`${folder}/create-accounts.ts`, guards);
    const { accounts, ...process } = accountsWith(store(), providerOf(id), {
      create: createAccounts,
    });
    await setUpAda(accounts);
    const signIn = () => signInWith(accounts, id, redirectUri);
    return { ...process, accounts, provider: accounts.provider, signIn };
  }

  it(
    "takes nobody over by an e-mail address",
    bites(
      {
        file: `${folder}/provider/provider-user.ts`,
        find: "return refuseTakenEmail(email)",
        replace: "return (await users.get({ email }))?.row ?? refuseTakenEmail(email)",
      },
      async (guards) => {
        const { signIn } = await start(guards);
        id.people.set("eve", { ...eve, email: "ada@example.org" });
        return codeOf(signIn());
      },
    ),
  );

  it(
    "takes no address that nobody has confirmed",
    bites(
      {
        file: `${folder}/provider/provider-user.ts`,
        find: "claims.email_verified === false",
        replace: "claims.email_verified === undefined",
      },
      async (guards) => {
        const { signIn } = await start(guards);
        id.people.set("eve", { ...eve, email_verified: false });
        return codeOf(signIn());
      },
    ),
  );

  it(
    "keeps disabled users out",
    bites(
      {
        file: `${folder}/provider/provider-user.ts`,
        find: "found.row.disabled === true",
        replace: "found.row.disabled === null",
      },
      async (guards) => {
        const { accounts, signIn } = await start(guards);
        const { user } = await signIn();
        await accounts.people.change({ id: user.id, change: { disabled: true } });
        return codeOf(signIn());
      },
    ),
  );

  it(
    "links in the session that began it alone",
    bites(
      {
        file: `${folder}/provider/create-provider.ts`,
        find: "(link) => link?.userId === id && link.sessionId === sessionId",
        replace: "() => id !== sessionId",
      },
      async (guards) => {
        // Mallory's browser begins, and its callback is opened in the browser of Ada.
        const { accounts, provider } = await start(guards);
        const { principal, current } = await mallory(accounts);
        const begun = await beginLink(accounts, id, { principal, current, redirectUri });
        const adas = await accounts.authenticate((await accounts.signIn(ada)).token);
        if (adas === null) return "not signed in";
        return codeOf(provider.link({ redirectUri, ...begun, principal: adas }));
      },
    ),
  );

  it(
    "links nothing for who has found a session open",
    bites(
      {
        file: `${folder}/create-accounts.ts`,
        find: "await provePassword(passwordDeps, { principal, current, address: from.address });",
        replace: "",
      },
      async (guards) => {
        const { accounts, provider } = await start(guards);
        const { principal } = await mallory(accounts);
        const found = { principal, current: "no idea", redirectUri };
        const linked = async () =>
          provider.link({ redirectUri, ...(await beginLink(accounts, id, found)), principal });
        return codeOf(linked());
      },
    ),
  );

  it(
    "signs nobody in by what was begun as a link",
    bites(
      {
        file: `${folder}/provider/create-provider.ts`,
        find: "(link) => link === undefined",
        replace: "() => true",
      },
      async (guards) => {
        const { accounts, provider } = await start(guards);
        const { principal, current } = await mallory(accounts);
        const begun = await beginLink(accounts, id, { principal, current, redirectUri });
        return codeOf(provider.finish({ redirectUri, ...begun }));
      },
    ),
  );

  it(
    "takes a state that this browser has sent",
    bites(
      {
        file: `${folder}/provider/openid.ts`,
        find: "expectedState: pending.state",
        replace: 'expectedState: parameters.state ?? ""',
      },
      async (guards) => {
        const { provider } = await start(guards);
        const { url, pending } = await provider.begin({ redirectUri });
        const parameters = { ...(await id.visit(url)), state: "of somebody else" };
        return codeOf(provider.finish({ redirectUri, parameters, pending: [pending.token] }));
      },
    ),
  );

  it(
    "takes a token of the provider for the sign-in that it was made for",
    bites(
      {
        file: `${folder}/provider/openid.ts`,
        find: "        expectedNonce: pending.nonce,\n",
        replace: "        expectedNonce: nonceNow,\n",
      },
      async (guards) => {
        // Without the guard the nonce is whatever the provider was asked for.
        const asked = { nonce: "" };
        Object.defineProperty(globalThis, "nonceNow", {
          configurable: true,
          get: () => asked.nonce,
        });
        const { provider } = await start(guards);
        const { url, pending } = await provider.begin({ redirectUri });
        asked.nonce = new URL(url).searchParams.get("nonce") ?? "";
        const parameters = await id.visit(url);
        const clock = { ...systemClock, now: () => 1_800_000_000_000 };
        const pendings = createPendingSignIns({ secret, clock });
        const known = await pendings.open([pending.token]);
        if (known === null) return "not opened";
        const other = await pendings.seal({ ...known, nonce: "of another sign-in" });
        const tried = provider.finish({ redirectUri, parameters, pending: [other.token] });
        return codeOf(tried).finally(() => Reflect.deleteProperty(globalThis, "nonceNow"));
      },
    ),
  );

  it(
    "lets a sign-in that was begun end",
    bites(
      {
        file: `${folder}/provider/pending-sign-ins.ts`,
        find: "new Date(clock.now())",
        replace: "new Date(0)",
      },
      async (guards) => {
        const { provider, tick } = await start(guards);
        const { url, pending } = await provider.begin({ redirectUri });
        const parameters = await id.visit(url);
        tick(3_600_000);
        return codeOf(provider.finish({ redirectUri, parameters, pending: [pending.token] }));
      },
    ),
  );

  it(
    "gives nobody a role whom the provider gives none",
    bites(
      {
        file: `${folder}/provider/role-of-claims.ts`,
        find: "?? null;\n}\n\n/** Finds",
        replace: '?? "viewer";\n}\n\n/** Finds',
      },
      async (guards) => {
        const { signIn } = await start(guards);
        id.people.set("eve", { ...eve, groups: ["others"] });
        return codeOf(signIn());
      },
    ),
  );
});
