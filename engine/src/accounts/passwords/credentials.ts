import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { fail } from "../../errors.ts";
import { createSemaphore } from "../../runtime/flow/semaphore.ts";
import { type PasswordCost, readHash, writeHash } from "./password-hash.ts";

/**
 * Cost of a hash, by OWASP's recommendation for argon2id: about 40 ms of a processor. After a
 * change each account is hashed anew at its next sign-in.
 */
const defaultCost: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };

/** Hashes passwords with argon2id and verifies them. */
export type Credentials = {
  /** Returns the hash to store for a password. */
  hash: (password: string) => Promise<string>;
  /**
   * Compares a password with a stored hash; `stale` is right, with a hash of another cost. Without
   * a stored hash it takes as long and returns `wrong`: the time does not reveal which users exist.
   */
  verify: (params: {
    password: string;
    stored: string | null;
  }) => Promise<"right" | "stale" | "wrong">;
};

const derive = promisify(argon2);
const bytes = { salt: 16, tag: 32 };
/** Hashes at once; each takes a processor and 19 MB. */
const maxConcurrentHashes = 2;
/** Hashes that wait for their turn; more are refused. */
const maxWaitingHashes = 50;

/** Creates the hashing of passwords. At most two run at once, so that sign-ins leave room. */
export function createCredentials({
  cost = defaultCost,
}: {
  cost?: PasswordCost;
} = {}): Credentials {
  const semaphore = createSemaphore({ permits: maxConcurrentHashes });
  async function digest(
    password: string,
    salt: Buffer,
    { memory, passes, parallelism }: PasswordCost,
  ) {
    if (semaphore.waiting() >= maxWaitingHashes)
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
  const decoy = { cost, salt: randomBytes(bytes.salt), tag: randomBytes(bytes.tag) };
  return {
    hash,
    async verify({ password, stored }) {
      const known = stored === null ? decoy : readHash(stored);
      const tag = await digest(password, known.salt, known.cost);
      if (!timingSafeEqual(tag, known.tag) || stored === null) return "wrong";
      const same = writeHash({ ...known, cost }) === stored;
      return same ? "right" : "stale";
    },
  };
}
