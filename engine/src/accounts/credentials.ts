import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { fail } from "../errors.ts";
import { createSemaphore } from "../runtime/semaphore.ts";
import { type PasswordCost, readHash, writeHash } from "./password-hash.ts";

/**
 * OWASP's recommendation for argon2id; about 40 ms here. A changed cost is applied to each account
 * at its next sign-in.
 */
const passwordCost: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };

export type Credentials = {
  /** Turns a password into what is stored. */
  hash: (password: string) => Promise<string>;
  /**
   * Compares; without a stored hash it works as long and answers `wrong`, so that time does not
   * tell which users exist. `stale`: right, but hash it anew.
   */
  verify: (params: {
    password: string;
    stored: string | null;
  }) => Promise<"right" | "stale" | "wrong">;
};

const derive = promisify(argon2);
const bytes = { salt: 16, tag: 32 };
/** Hashes made at once: each takes a processor and 19 MB. */
const maxHashing = 2;
/** Hashes that may wait for their turn. */
const maxWaiting = 50;

/** Makes the keeper of passwords (argon2id). */
export function createCredentials({
  cost = passwordCost,
}: {
  cost?: PasswordCost;
} = {}): Credentials {
  const semaphore = createSemaphore({ permits: maxHashing });
  async function digest(
    password: string,
    salt: Buffer,
    { memory, passes, parallelism }: PasswordCost,
  ) {
    if (semaphore.waiting() >= maxWaiting)
      fail("too-many-requests", "Too many people sign in right now; try again in a minute.");
    const release = await semaphore.acquire();
    const parameters: Argon2Parameters = {
      message: password,
      nonce: salt,
      memory,
      passes,
      parallelism,
      tagLength: bytes.tag,
    };
    return derive("argon2id", parameters).finally(release);
  }
  async function hash(password: string) {
    const salt = randomBytes(bytes.salt);
    return writeHash({ cost, salt, tag: await digest(password, salt, cost) });
  }
  const nobody = { cost, salt: randomBytes(bytes.salt), tag: randomBytes(bytes.tag) };
  return {
    hash,
    async verify({ password, stored }) {
      const known = stored === null ? nobody : readHash(stored);
      const tag = await digest(password, known.salt, known.cost);
      if (!timingSafeEqual(tag, known.tag) || stored === null) return "wrong";
      const same = writeHash({ ...known, cost }) === stored;
      return same ? "right" : "stale";
    },
  };
}
