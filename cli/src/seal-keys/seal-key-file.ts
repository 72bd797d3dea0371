import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { keyIdOf } from "@formwork/engine/jobs/secrets/key-ring";
import type { Home } from "../home.ts";
import { writeWhole } from "../write-whole.ts";

/** The shortest key that is taken, in characters, as in `FORMWORK_SEAL_KEY`. */
const minKeyLength = 32;

const explanation =
  "# Keys that seal secrets, one in each line. The first one seals; the others open what they sealed.\n# Above each stands its id. docs/secrets.md explains when one may be removed. Keep a copy apart from that of the data.\n";

/** The file of an installation in which `formwork start` keeps the keys that seal secrets. */
export function sealKeyFile({ etc }: Pick<Home, "etc">): string {
  return join(etc, "seal-keys");
}

/** Returns true where a start has made the file. */
export function hasSealKeys(home: Pick<Home, "etc">): boolean {
  return existsSync(sealKeyFile(home));
}

/**
 * Makes the file with a new key, where there is none. `before` opens what an older version sealed
 * with the secret of its tokens.
 */
export function makeSealKeys(home: Pick<Home, "etc">, before: readonly string[]): void {
  const file = sealKeyFile(home);
  if (!hasSealKeys(home)) writeKeys(file, [newKey(), ...before]);
  chmodSync(file, 0o600);
}

/** Returns the keys of a file, the one that seals first. Throws where one is no key. */
export function readSealKeys(home: Pick<Home, "etc">): string[] {
  const file = sealKeyFile(home);
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim());
  const keys = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (keys.length > 0 && keys.every((key) => key.length >= minKeyLength && !key.includes("\0")))
    return keys;
  throw new Error(
    `${file} holds a line that is no key, or none: a key has at least ${minKeyLength} characters. Restore it from a backup; without one, remove it, which makes a new key that opens no secret that is stored`,
  );
}

/** Puts a new key before the others, as the one that seals from now on, and returns it. */
export function addSealKey(home: Pick<Home, "etc">): string {
  return alone(home, () => {
    const before = readSealKeys(home);
    if (before.length >= maxKeys)
      throw new Error(
        `${sealKeyFile(home)} has ${before.length} keys: remove those first that formwork keys status names as removable, by formwork keys remove ID`,
      );
    const key = newKey();
    writeKeys(sealKeyFile(home), [key, ...before]);
    return key;
  });
}

/** Returns the ids of the keys, that of the one that seals first. */
export function sealKeyIds(home: Pick<Home, "etc">): string[] {
  return readSealKeys(home).map(keyIdOf);
}

/** Takes a key out of the file. The one that seals stays, whatever `id` is. */
export function dropSealKey(home: Pick<Home, "etc">, id: string): void {
  alone(home, () => {
    const [current = "", ...others] = readSealKeys(home);
    writeKeys(sealKeyFile(home), [current, ...others.filter((key) => keyIdOf(key) !== id)]);
  });
}

const maxKeys = 20;
/** Milliseconds that one process waits for another one that writes the file. */
const lockWaitMs = 10_000;

/** Keeps two processes from losing the key of one of them. SQLite ends the lock with the process. */
function alone<T>({ etc }: Pick<Home, "etc">, work: () => T): T {
  const lock = new DatabaseSync(join(etc, "seal-keys.lock"), { timeout: lockWaitMs });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return work();
  } finally {
    lock.close();
  }
}

function newKey(): string {
  return randomBytes(48).toString("base64url");
}

function writeKeys(file: string, keys: readonly string[]): void {
  const lines = keys.flatMap((key) => [`# ${keyIdOf(key)}`, key]);
  writeWhole(file, `${explanation}${lines.join("\n")}\n`);
}
