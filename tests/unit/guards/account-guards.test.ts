import { sessionsTable } from "../../../engine/src/accounts/account-tables.ts";
import { aSignedToken } from "../../../engine/src/accounts/testing/a-signed-token.ts";
import {
  accountsOn,
  ada,
  codeOf,
  principalOf,
  setUpAda,
} from "../../../engine/src/accounts/testing/accounts-on.ts";
import { accountAttacks } from "../../support/account-attacks.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type Create = typeof import("../../../engine/src/accounts/create-accounts.ts");

const folder = "engine/src/accounts";
const password = "a password of Bob";

describe("a guard of accounts", () => {
  const { store, bites } = accountAttacks();

  /** Sets up a first admin and one more user, in a process that may lack guards. */
  async function start(guards: readonly Guard[]) {
    const { createAccounts } = await importWithout<Create>(`${folder}/create-accounts.ts`, guards);
    const process = accountsOn(store(), createAccounts);
    const { accounts } = process;
    const adaSession = await setUpAda(accounts);
    const bob = await accounts.people.invite({ email: "bob@example.org", role: "operator" });
    const accept = (token: string) => codeOf(accounts.accept({ token, password }));
    return { ...process, accounts, people: accounts.people, adaSession, bob, accept };
  }

  it(
    "lets a link work once",
    bites(
      {
        file: `${folder}/passwords/change-password.ts`,
        find: "const { link: _, keptSession: __, ...rest } = user;",
        replace: "const { keptSession: __, ...rest } = user;",
      },
      async (guards) => {
        const { bob, accept } = await start(guards);
        await accept(bob.token);
        return accept(bob.token);
      },
    ),
  );

  it(
    "compares the secret of a link",
    bites(
      {
        file: `${folder}/people/link-token.ts`,
        find: "return fits &&",
        replace: "return",
      },
      async (guards) => {
        const { bob, accept } = await start(guards);
        return accept(`${bob.user.id}.guessed`);
      },
    ),
  );

  it(
    "lets a link expire",
    bites(
      {
        file: `${folder}/people/link-token.ts`,
        find: " && (user?.link?.expiresAt ?? 0) > now",
        replace: "",
      },
      async (guards) => {
        const { bob, accept, tick } = await start(guards);
        tick(8 * 24 * 3_600_000);
        return accept(bob.token);
      },
    ),
  );

  it(
    "refuses the sign-in of a disabled user",
    bites(
      {
        file: `${folder}/create-accounts.ts`,
        find: 'verdict === "wrong" || user.disabled === true) return null',
        replace: 'verdict === "wrong") return null',
      },
      async (guards) => {
        const { accounts, people, bob, accept } = await start(guards);
        await accept(bob.token);
        await people.change({ id: bob.user.id, change: { disabled: true } });
        return codeOf(accounts.signIn({ email: "bob@example.org", password }));
      },
    ),
  );

  it(
    "refuses sessions that were open before a password was changed",
    bites(
      {
        file: `${folder}/sessions/sessions.ts`,
        find: "generation === (user.generation ?? 0) ||",
        replace: "generation >= 0 ||",
      },
      async (guards) => {
        const { accounts, people, adaSession } = await start(guards);
        const { token } = await people.reset({ id: adaSession.user.id });
        const [stolen] = await Promise.all([accounts.signIn(ada)]);
        const rows = await accounts.sessions({
          principal: await principalOf(accounts, stolen.token),
          limit: 1,
        });
        await accounts.accept({ token, password });
        // As if it had been opened while the password was changed: its row is there still.
        await store()
          .table(sessionsTable)
          .insert({ row: await sessionRow(rows.items[0]?.id ?? "") });
        return (await accounts.authenticate(stolen.token)) === null ? "refused" : "accepted";

        async function sessionRow(id: string) {
          return { id, userId: adaSession.user.id, expiresAt: 4_000_000_000_000, generation: 0 };
        }
      },
    ),
  );

  it(
    "ends a session whose refresh token is used by two",
    bites(
      {
        file: `${folder}/sessions/judge-refresh.ts`,
        find: ' ? "repeat" : "reused"',
        replace: ' ? "repeat" : "rotate"',
      },
      async (guards) => {
        const { accounts, adaSession, tick } = await start(guards);
        const refresh = (token: string) => accounts.refresh({ tokens: [token] });
        await refresh(adaSession.refreshToken);
        tick(60_000);
        // Of the thief, who copied it before.
        return codeOf(refresh(adaSession.refreshToken));
      },
    ),
  );

  it(
    "refuses refresh tokens that others have made",
    bites(
      {
        file: `${folder}/signature.ts`,
        find: "given.length === wanted.length && timingSafeEqual(given, wanted)",
        replace: "true",
      },
      async (guards) => {
        const { accounts, adaSession } = await start(guards);
        const principal = await principalOf(accounts, adaSession.token);
        return codeOf(accounts.refresh({ tokens: [`${principal.sessionId}.0.AAAA`] }));
      },
    ),
  );

  it(
    "refreshes no session of a disabled user",
    bites(
      {
        file: `${folder}/sessions/sessions.ts`,
        find: "verdict = isValid(row, user, now) ?",
        replace: "verdict = row ?",
      },
      async (guards) => {
        const { accounts, people, bob } = await start(guards);
        const { refreshToken, user } = await accounts.accept({ token: bob.token, password });
        const [session] = (
          await store()
            .table(sessionsTable)
            .page({ limit: 9, where: { userId: user.id } })
        ).items;
        await people.change({ id: user.id, change: { disabled: true } });
        // As if it had been opened while the user was disabled: its row is there still.
        if (session !== undefined) await store().table(sessionsTable).insert({ row: session.row });
        return codeOf(accounts.refresh({ tokens: [refreshToken] }));
      },
    ),
  );

  it(
    "takes tokens of one algorithm alone",
    bites(
      {
        file: `${folder}/tokens.ts`,
        find: "algorithms: [algorithm]",
        replace: 'algorithms: [algorithm, "HS384"]',
      },
      (guards) => tokenAs(guards, "HS384", {}),
    ),
  );

  for (const [claim, find] of [
    ["issuer", "...issuedBy, algorithms"],
    ["audience", "...issuedBy, algorithms"],
  ] as const)
    it(
      `takes no token of another ${claim}`,
      bites({ file: `${folder}/tokens.ts`, find, replace: "algorithms" }, (guards) =>
        tokenAs(guards, "HS256", { [claim]: "another program" }),
      ),
    );

  it(
    "keeps the tries of a known device apart from those of strangers",
    bites(
      {
        file: `${folder}/passwords/device-token.ts`,
        find: " && signature.fits(textOf(id, expiresAt, email), signed)",
        replace: "",
      },
      async (guards) => {
        const { accounts } = await start(guards);
        // A guesser who makes up a new device for every ten tries.
        for (let n = 0; n < 200; n++) {
          const deviceTokens = [`${Math.floor(n / 10)}.9999999999999.AAAA`];
          const tried = accounts.signIn({ ...ada, password: `guess ${n}`, deviceTokens });
          if ((await codeOf(tried)) === "too-many-requests") return "slowed";
        }
        return "accepted";
      },
    ),
  );

  /** Presents a token that was signed with the right key, but otherwise than Formwork does. */
  async function tokenAs(
    guards: readonly Guard[],
    alg: string,
    claims: { issuer?: string; audience?: string },
  ): Promise<string> {
    const { accounts, adaSession } = await start(guards);
    const { sessionId, id: userId } = await principalOf(accounts, adaSession.token);
    const secret = "a secret of more than thirty-two letters";
    const token = await aSignedToken({
      ...{ secret, userId, sessionId: sessionId ?? "", alg },
      ...claims,
    });
    return (await accounts.authenticate(token)) === null ? "refused" : "accepted";
  }

  it(
    "keeps the last admin",
    bites(
      {
        file: `${folder}/people/admins.ts`,
        find: "if (others.length === 0)",
        replace: "if (others.length < 0)",
      },
      async (guards) => {
        const { people, adaSession } = await start(guards);
        return codeOf(people.remove({ id: adaSession.user.id }));
      },
    ),
  );

  it(
    "limits who guesses links",
    bites(
      {
        file: `${folder}/people/accept-link.ts`,
        find: "await limits.takeAddress(address)",
        replace: "{ putBack: async () => {} }",
      },
      async (guards) => {
        const { accept } = await start(guards);
        for (let n = 0; n < 40; n++) if ((await accept(`x.${n}`)) !== "link-wrong") return "slowed";
        return "accepted";
      },
    ),
  );
});
