import type { Principal } from "@formwork/contracts/account";
import { createTokenCheck } from "@formwork/engine/accounts/tokens";
import { type Bus, topics, type Unsubscribe } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";

export type TokenSessions = {
  /** Who a token belongs to, or null. */
  authenticate: (token: string) => Promise<Principal | null>;
  /** Begins to hear of sessions that end. */
  start: () => Promise<Unsubscribe>;
};

/** As many ended sessions are remembered; each for as long as its token could hold. */
const most = 100_000;
const longestSessionMs = 24 * 3_600_000;

/**
 * Sessions as a notifier sees them: it knows the secret, and no accounts. A token holds until it
 * expires or a note says that its session has ended; a role that was changed meanwhile counts from
 * the next sign-in on.
 */
export function createTokenSessions({
  secret,
  bus,
  clock,
}: {
  secret: string;
  bus: Bus;
  clock: Clock;
}): TokenSessions {
  const check = createTokenCheck({ secret, clock });
  const ended = new Map<string, number>();

  function end(note: unknown) {
    if (!isSignedOut(note)) return;
    ended.set(note.sessionId, clock.now());
    for (const [sessionId, at] of ended) {
      if (ended.size <= most && at > clock.now() - longestSessionMs) break;
      ended.delete(sessionId);
    }
  }
  return {
    async authenticate(token) {
      const claims = await check(token);
      if (claims === null || ended.has(claims.sessionId)) return null;
      return {
        id: claims.userId,
        role: claims.role,
        email: claims.email,
        sessionId: claims.sessionId,
      };
    },
    start: () => bus.onSignal(topics.signedOut, (_topic, note) => end(note)),
  };
}

/** Notes come from other processes, perhaps of another version. */
function isSignedOut(note: unknown): note is { sessionId: string } {
  return (
    typeof note === "object" &&
    note !== null &&
    "sessionId" in note &&
    typeof note.sessionId === "string"
  );
}
