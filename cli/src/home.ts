import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeHomeFolder } from "@formwork/engine/runtime/make-folder";
import { makeOwnerOnly } from "@formwork/engine/runtime/owner-only";
import { writeWhole } from "./write-whole.ts";

/** The folders of one installation, below `FORMWORK_HOME`. */
export type Home = { etc: string; data: string; tmp: string };

/**
 * Makes the folders below `root` that are missing, and lets only their owner open them: there are
 * secrets in them. Of `tmp` the worker decides, whose jobs may run as other users.
 */
export function openHome(root: string): Home {
  const home = {
    etc: join(root, "etc"),
    data: join(root, "data"),
    tmp: join(root, "tmp"),
  };
  refuseForeign(home, root);
  for (const folder of Object.values(home)) makeHomeFolder(folder, 0o700);
  for (const folder of [home.etc, home.data]) closeToOthers(folder);
  return home;
}

/** Refuses a folder such as `/` or `/usr/local`, whose `etc` would be closed to all who need it. */
function refuseForeign({ etc, data }: Home, root: string): void {
  const own = [join(etc, "token-secret"), join(etc, "seal-keys"), lockFile(data)];
  if (!existsSync(etc) || own.some(existsSync) || readdirSync(etc).length === 0) return;
  throw new Error(
    `FORMWORK_HOME cannot be used: ${etc} holds files, and Formwork was never started below ${root}. Set it to a folder of Formwork's own`,
  );
}

function closeToOthers(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new Error(
      `FORMWORK_HOME cannot be used: ${folder} cannot be closed to others (${String(error)}). Does it belong to another user?`,
    );
  }
}

/** The shortest secret that is taken, in characters, as in `FORMWORK_TOKEN_SECRET`. */
const minSecretLength = 32;

/** Returns true where an earlier start has made the secret of tokens. */
export function hasTokenSecret(home: Pick<Home, "etc">): boolean {
  return existsSync(join(home.etc, "token-secret"));
}

/**
 * Returns the secret that signs tokens. The first start makes it; only its owner may read it. Throws
 * where the file holds less than a secret: anybody could sign with that.
 */
export function tokenSecret(home: Home): string {
  const file = join(home.etc, "token-secret");
  if (!existsSync(file)) writeWhole(file, randomBytes(48).toString("base64url"));
  chmodSync(file, 0o600);
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length >= minSecretLength && !secret.includes("\0")) return secret;
  throw new Error(
    `${file} holds ${contentOf(secret)}, and a secret has at least ${minSecretLength}. Restore it from a backup; without one, remove it, which makes a new one that signs everybody out`,
  );
}

/** Says of a secret that cannot be used what it holds, and nothing of it. */
function contentOf(secret: string): string {
  if (secret.includes("\0")) return "NUL characters, as a power cut leaves them";
  return secret.length === 0 ? "nothing" : `${secret.length} characters`;
}

/**
 * Locks a home for this process, since the local bus works within one process; throws when another
 * process has locked it. SQLite holds the lock, so that it ends with the process.
 */
export function lockHome(home: Home): { release: () => void } {
  const file = lockFile(home.data);
  makeOwnerOnly(file);
  const lock = new DatabaseSync(file);
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (hasCode(error, sqliteFull))
      throw new Error(`FORMWORK_HOME cannot be used: the disk of ${home.data} is full`);
    if (!hasCode(error, sqliteBusy))
      throw new Error(
        `The lock ${file} cannot be used: ${String(error)}; remove it if no Formwork runs`,
      );
    throw new Error(
      `Another Formwork runs below ${join(home.data, "..")}; stop it, or set FORMWORK_HOME to another folder`,
    );
  }
  return { release: () => lock.close() };
}

function lockFile(data: string): string {
  return join(data, "lock.db");
}

/** Codes of SQLite: another process has the lock, and a disk without room. */
const [sqliteBusy, sqliteFull] = [5, 13];

function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === code;
}
