import type { Rates } from "../../rates/rates.ts";
import { networkOf, type Subject } from "../../rates/subject.ts";

/** Whose try it is. `device` is the id of a device, or session, that is known to the account. */
export type Try = { email: string; address?: string | undefined; device?: string | null };
/** A try that was taken; `putBack` is for a right password. */
type TakenTry = { putBack: () => Promise<void> };
export type SignInLimits = ReturnType<typeof createSignInLimits>;

/**
 * Creates the limits on guessing passwords, to be asked before the costly hash. They hold over all
 * processes, to the last try; a refusal is `too-many-requests`.
 *
 * Whoever guesses uses up the tries of the own address, so that the owner of the account still signs
 * in from elsewhere. All strangers together have some more of an account, so that guesses from many
 * addresses are slow, too. A known device has tries that no other one uses up.
 */
export function createSignInLimits({ rates }: { rates: Pick<Rates, "take" | "putBack"> }) {
  async function takeOf(...subjects: Subject[]): Promise<TakenTry> {
    const calls = subjects.map((subject) => ({ limit: "signIns", subject }) as const);
    for (const call of calls) await rates.take(call);
    return { putBack: async () => void (await Promise.all(calls.map(rates.putBack))) };
  }
  return {
    /** Takes a try of an address. */
    takeAddress: (address = "unknown") => takeOf({ kind: "address", id: address }),
    /** Takes a try of the account with an e-mail address. */
    take({ email, address = "unknown", device = null }: Try): Promise<TakenTry> {
      if (device !== null) return takeOf({ kind: "device", id: device });
      // In this order, so that a try that is refused uses up none of others.
      return takeOf(
        { kind: "guesser", id: `${networkOf(address)} ${email}` },
        { kind: "address", id: address },
        { kind: "account", id: email },
      );
    },
  };
}
