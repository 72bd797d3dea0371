import { ratesOn } from "../../rates/testing/rates-on.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import type { Accounts } from "../accounts.ts";
import { type AccountsDeps, createAccounts } from "../create-accounts.ts";

/** What one process has of accounts, with cheap hashes. `tick` moves its clock. */
export type AccountsUnderTest = {
  accounts: Accounts;
  /** Sessions whose end was reported. */
  closed: string[];
  tick: (ms: number) => void;
};

export const ada = { email: "ada@example.org", password: "correct horse battery" };

/** Creates the accounts of a process on a store; `create` may be a variant without a guard. */
export function accountsOn(store: Store, create = createAccounts): AccountsUnderTest {
  let now = 1_800_000_000_000;
  const closed: string[] = [];
  const clock = { now: () => now, monotonic: () => now, random: () => 0 };
  const deps: AccountsDeps = {
    ...{ store, clock, telemetry: silentTelemetry() },
    rates: ratesOn(store, clock),
    secret: "a secret of more than thirty-two letters",
    passwordCost: { memory: 64, passes: 1, parallelism: 1 },
    onSignedOut: (id) => closed.push(id),
  };
  const tick = (ms: number) => {
    now += ms;
  };
  return { accounts: create(deps), closed, tick };
}

/** Creates the first admin, signed in. */
export async function setUpAda(accounts: Accounts) {
  return accounts.setUp({ ...ada, token: await accounts.setUpToken() });
}

/** Returns the principal of a token; throws for one that is refused. */
export async function principalOf(accounts: Accounts, token: string) {
  const principal = await accounts.authenticate(token);
  if (principal === null) throw new Error("not signed in");
  return principal;
}

/** Returns the code of a refusal, or "accepted". */
export function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "accepted",
    (error: unknown) => String(Object(error).code ?? error),
  );
}
