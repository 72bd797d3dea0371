import type { Session } from "@formwork/contracts/account";
import { isProblemError } from "@formwork/contracts/client/problem-error";
import { createEmitter } from "../../emitter.ts";

type Deps = {
  /** Exchanges the refresh token, which is in a cookie. */
  refresh: () => Promise<Session>;
  /** Runs one work at a time over all tabs, where the browser can. */
  alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Whether this browser has been signed in; without it there is nothing to renew. */
  mark: { isSet: () => boolean; set: (isSet: boolean) => void };
  now: () => number;
  /** Runs `work` after `ms`; returns the function that cancels it. */
  schedule: (work: () => void, ms: number) => () => void;
};

/** The part of a token's life after which it is renewed, so that no request meets its end. */
const renewAfter = 0.8;
/** A timer of a browser holds no longer time. */
const maxDelayMs = 24 * 3_600_000;

/**
 * Creates what keeps the page signed in: it renews the tokens before they end, and when a request is
 * refused because they have, as after a laptop has slept.
 */
export function createSessionKeeper({ refresh, alone, mark, now, schedule }: Deps) {
  const renewed = createEmitter<[Session]>();
  let renewing: Promise<boolean> | null = null;
  let cancel = () => {};

  function keep(tokenExpiresAt: string): void {
    mark.set(true);
    cancel();
    const delay = renewAfter * (Date.parse(tokenExpiresAt) - now());
    // A later request or a lost socket tries again where this try fails.
    const work = () => void renew().catch(() => undefined);
    cancel = schedule(work, Math.min(Math.max(0, delay), maxDelayMs));
  }
  async function renewOnce(): Promise<boolean> {
    if (!mark.isSet()) return false;
    try {
      const session = await alone(refresh);
      keep(session.expiresAt);
      renewed.emit(session);
      return true;
    } catch (error) {
      if (!isProblemError(error) || error.problem.code !== "not-signed-in") throw error;
      forget();
      return false;
    }
  }
  /** Renews the tokens, once for all who ask meanwhile. False where the session is over. */
  function renew(): Promise<boolean> {
    renewing ??= renewOnce().finally(() => {
      renewing = null;
    });
    return renewing;
  }
  function forget(): void {
    cancel();
    mark.set(false);
  }
  return { keep, renew, forget, onRenewed: renewed.on };
}
