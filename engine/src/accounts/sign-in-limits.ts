import type { Clock } from "../runtime/clock.ts";
import { createLimiter } from "./limits.ts";

/**
 * Failed tries: ten in a row per account and then one in half a minute; three times that per
 * network address, which many people may share.
 */
const perAccount = { burst: 10, refillMs: 30_000 };
const perAddress = { burst: 30, refillMs: 10_000 };

/**
 * Makes the limit on guessing passwords. It works before the hash, which is what a guesser makes us
 * pay for.
 */
export function createSignInLimits({ clock }: { clock: Clock }) {
  const accounts = createLimiter({ clock, ...perAccount });
  const addresses = createLimiter({ clock, ...perAddress });
  return {
    /** Takes a try; `giveBack` when it was the right password. */
    take({ email, address = "unknown" }: { email: string; address?: string | undefined }): {
      giveBack: () => void;
    } {
      addresses.take(address);
      accounts.take(email);
      return {
        giveBack() {
          addresses.giveBack(address);
          accounts.giveBack(email);
        },
      };
    },
  };
}
