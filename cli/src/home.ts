import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The folders of one installation, below `FORMWORK_HOME`. */
export type Home = { etc: string; data: string; logs: string; tmp: string };

/** Makes the folders below `root` that are missing; only their owner may open them. */
export function openHome(root: string): Home {
  const home = {
    etc: join(root, "etc"),
    data: join(root, "data"),
    logs: join(root, "logs"),
    tmp: join(root, "tmp"),
  };
  for (const folder of Object.values(home)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return home;
}

/** Returns the secret that signs tokens. The first start makes it; only its owner may read it. */
export function tokenSecret(home: Home): string {
  const file = join(home.etc, "token-secret");
  if (!existsSync(file))
    writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
  return readFileSync(file, "utf8").trim();
}

/**
 * Locks a home for this process, since the local bus works within one process; throws when another
 * process has locked it. SQLite holds the lock, so that it ends with the process.
 */
export function lockHome(home: Home): { release: () => void } {
  const lock = new DatabaseSync(join(home.data, "lock.db"));
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new Error(
      `Another Formwork runs below ${join(home.data, "..")}; stop it, or set FORMWORK_HOME to another folder`,
    );
  }
  return { release: () => lock.close() };
}
