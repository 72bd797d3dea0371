import type { Clock } from "../runtime/clock.ts";
import { createRateLimiter } from "./rate-limiter.ts";

/**
 * Failed tries of an account: ten in a row, then one in half a minute. A network address, which
 * people may share, has three times as many.
 */
const perAccount = { burst: 10, refillMs: 30_000 };
const perAddress = { burst: 30, refillMs: 10_000 };

/** Creates the limits on guessing passwords, to be asked before the costly hash. */
export function createSignInLimits({ clock }: { clock: Clock }) {
  const accounts = createRateLimiter({ clock, ...perAccount });
  const addresses = createRateLimiter({ clock, ...perAddress });
  return {
    /** Takes a try, or throws `too-many-requests`. `putBack` is for a right password. */
    take({ email, address = "unknown" }: { email: string; address?: string | undefined }): {
      putBack: () => void;
    } {
      addresses.take(address);
      accounts.take(email);
      return {
        putBack() {
          addresses.putBack(address);
          accounts.putBack(email);
        },
      };
    },
  };
}
