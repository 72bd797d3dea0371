import { createTokenSigner } from "@formwork/engine/accounts/tokens";

const lifetimeMs = 3_600_000;

/** Signs tokens of as many admins, who need not exist: a notifier without a scheduler asks nobody. */
export function tokensOf({ secret, count }: { secret: string; count: number }): Promise<string[]> {
  const sign = createTokenSigner({ secret });
  const expiresAt = Date.now() + lifetimeMs;
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      sign({
        ...{ userId: `user-${index}`, sessionId: `session-${index}`, role: "admin", expiresAt },
        email: `user-${index}@example.org`,
      }),
    ),
  );
}
