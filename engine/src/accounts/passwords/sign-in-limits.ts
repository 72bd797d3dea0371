import type { Rates } from "../../rates/rates.ts";
import type { Subject } from "../../rates/subject.ts";

/** A try that was taken; `putBack` is for a right password. */
type Try = { putBack: () => Promise<void> };
export type SignInLimits = ReturnType<typeof createSignInLimits>;

/**
 * Creates the limits on guessing passwords, to be asked before the costly hash. They hold over all
 * processes, to the last try; a refusal is `too-many-requests`.
 */
export function createSignInLimits({ rates }: { rates: Pick<Rates, "take" | "putBack"> }) {
  async function takeOf(subject: Subject): Promise<Try> {
    const call = { limit: "signIns", subject } as const;
    await rates.take(call);
    return { putBack: () => rates.putBack(call) };
  }
  /** Takes a try of an address. */
  const takeAddress = (address = "unknown") => takeOf({ kind: "address", id: address });
  return {
    takeAddress,
    /** Takes a try of an address and of the account with an e-mail address. */
    async take({ email, address }: { email: string; address?: string | undefined }): Promise<Try> {
      const ofAddress = await takeAddress(address);
      const ofAccount = await takeOf({ kind: "account", id: email });
      return {
        async putBack() {
          await Promise.all([ofAddress.putBack(), ofAccount.putBack()]);
        },
      };
    },
  };
}
