import { sessionsTable } from "../../../engine/src/accounts/account-tables.ts";
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
        find: " || user.disabled === true) return null",
        replace: ") return null",
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
        file: `${folder}/sessions.ts`,
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
        find: "await limits.takeAddress(from.address)",
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
