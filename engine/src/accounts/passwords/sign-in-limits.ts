import type { Clock } from "../../runtime/clock.ts";
import { createRateLimiter } from "./rate-limiter.ts";

/**
 * Failed tries of an account: ten in a row, then one in half a minute. A network address, which
 * people may share, has three times as many.
 */
const perAccount = { burst: 10, refillMs: 30_000 };
const perAddress = { burst: 30, refillMs: 10_000 };

export type SignInLimits = ReturnType<typeof createSignInLimits>;

/** Creates the limits on guessing passwords, to be asked before the costly hash. */
export function createSignInLimits({ clock }: { clock: Clock }) {
  const accounts = createRateLimiter({ clock, ...perAccount });
  const addresses = createRateLimiter({ clock, ...perAddress });
  /** Takes a try of an address, which the returned function puts back. */
  function takeAddress(address = "unknown"): { putBack: () => void } {
    addresses.take(address);
    return { putBack: () => addresses.putBack(address) };
  }
  return {
    takeAddress,
    /** Takes a try, or throws `too-many-requests`. `putBack` is for a right password. */
    take({ email, address }: { email: string; address?: string | undefined }): {
      putBack: () => void;
    } {
      const ofAddress = takeAddress(address);
      accounts.take(email);
      return {
        putBack() {
          ofAddress.putBack();
          accounts.putBack(email);
        },
      };
    },
  };
}
