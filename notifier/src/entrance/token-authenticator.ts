import type { Principal } from "@formwork/contracts/account";
import { isKeyText, readKeyText } from "@formwork/engine/accounts/keys/key-text";
import { createTokenVerifier } from "@formwork/engine/accounts/tokens";
import { type Bus, topics, type Unsubscribe } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Log } from "@formwork/engine/runtime/telemetry";
import { LRUCache } from "lru-cache";
import { isSignedOut } from "../signals.ts";

export type TokenAuthenticator = {
  /** Returns whom a token belongs to, or null for one that is not valid. */
  authenticate: (token: string) => Promise<Principal | null>;
  /** Starts to receive the signals about sessions that end. */
  start: () => Promise<Unsubscribe>;
};

/** Ended sessions that are remembered, each for as long as its token could be valid. */
const maxEndedSessions = 100_000;
const maxSessionMs = 24 * 3_600_000;

/**
 * Creates an authenticator that needs the token secret but no database of accounts. A token is
 * valid until it expires, a signal reports the end of its session, or `ask` refuses it. Without `ask`,
 * a role that changes meanwhile takes effect with the next token.
 */
export function createTokenAuthenticator({
  secret,
  bus,
  clock,
  log,
  ask,
}: {
  log?: Log | undefined;
  secret: string;
  bus: Bus;
  clock: Clock;
  /**
   * Returns what whom a token or an API key acts for may now. Without it no key is taken, and of a
   * session only what its token says is known.
   */
  ask?: ((token: string) => Promise<Principal | null>) | undefined;
}): TokenAuthenticator {
  const check = createTokenVerifier({ secret, clock, log });
  const ended = new LRUCache<string, true>({
    max: maxEndedSessions,
    ttl: maxSessionMs,
    ttlResolution: 0,
    perf: { now: clock.now },
  });

  return {
    async authenticate(token) {
      if (isKeyText(token))
        return readKeyText(token) === null ? null : ((await ask?.(token)) ?? null);
      const claims = await check(token);
      if (claims === null || ended.has(claims.sessionId)) return null;
      const { sessionId } = claims;
      const now = await ask?.(token);
      if (now !== undefined) return now && { ...now, sessionId };
      return {
        id: claims.userId,
        role: claims.role,
        email: claims.email,
        sessionId: claims.sessionId,
      };
    },
    start: () =>
      bus.onSignal(topics.signedOut, (_topic, body) => {
        if (isSignedOut(body)) ended.set(body.sessionId, true);
      }),
  };
}
