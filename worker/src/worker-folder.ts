import { randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { removeFolder } from "./remove-folder.ts";
import { signalLeft } from "./runners/process/left-processes.ts";
import { statOf } from "./runners/process/process-stat.ts";

/** The folder below which a worker's attempts have theirs, and what it finds of dead workers. */
export type WorkerFolder = {
  path: string;
  /** Creates it. */
  open: () => Promise<void>;
  /**
   * Ends what workers that were killed have left: their processes, then, once `takeOver` has
   * resolved, their folders.
   */
  cleanUp: (takeOver: (workerIds: string[]) => Promise<void>) => Promise<void>;
  remove: () => Promise<void>;
};

/** The worker of a folder: its process is known by machine, process space, number and start. */
type Owner = { workerId: string; space: string; pid: number; startedAt: string };

const ownerFile = "owner.json";
/** A worker touches its folder so often, in milliseconds. */
const touchMs = 10 * 60_000;
/** A folder of a worker whose process cannot be looked up is dead when it is older than that. */
const deadAfterMs = 6 * touchMs;
/** Time in which killed processes end, in milliseconds. */
const killTimeoutMs = 2000;

/**
 * Makes the folder of a worker in `tmp`. `isAlone`: nobody else works in `tmp`, so whatever worker
 * has a folder there is dead. `isOpen`: attempts run as other users, who pass through it to theirs.
 */
export function createWorkerFolder({
  tmp,
  workerId,
  isAlone,
  isOpen = false,
}: {
  tmp: string;
  workerId: string;
  isAlone: boolean;
  isOpen?: boolean;
}): WorkerFolder {
  const name = `w${process.pid}-${randomBytes(3).toString("hex")}`;
  const path = join(tmp, name);
  let touching: NodeJS.Timeout | undefined;

  async function open() {
    await mkdir(path, { recursive: true, mode: isOpen ? 0o711 : 0o700 });
    const owner: Owner = { workerId, space: processSpace(), ...ownProcess() };
    await writeFile(join(path, ownerFile), JSON.stringify(owner), { mode: 0o600 });
    touching = setInterval(() => void touch(path), touchMs).unref();
  }
  async function findDead(): Promise<{ folder: string; owner: Owner | null }[]> {
    const names = (await readdir(tmp)).filter((one) => one !== name && /^w\d+-/.test(one));
    const found = await Promise.all(
      names.map(async (one) => {
        const folder = join(tmp, one);
        const owner = await readOwner(folder);
        return { folder, owner, isDead: isAlone || (await isDead(folder, owner)) };
      }),
    );
    return found.filter((one) => one.isDead);
  }
  return {
    path,
    open,
    async cleanUp(takeOver) {
      const dead = await findDead();
      if (dead.length === 0) return;
      await killLeft(dead.map(({ folder }) => folder));
      await takeOver(dead.flatMap(({ owner }) => owner?.workerId ?? []));
      for (const { folder } of dead) await removeFolder(folder);
    },
    async remove() {
      clearInterval(touching);
      await removeFolder(path);
    },
  };
}

async function killLeft(folders: string[]): Promise<void> {
  const until = performance.now() + killTimeoutMs;
  while (signalLeft(folders, "SIGKILL").size > 0 && performance.now() < until) await delay(50);
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

async function readOwner(folder: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(join(folder, ownerFile), "utf8"));
  } catch {
    return null; // It was killed before it had written it.
  }
}

/** A process of this machine and process space is looked up; of others only the age is known. */
async function isDead(folder: string, owner: Owner | null): Promise<boolean> {
  if (owner?.space === processSpace()) return startOf(owner.pid) !== owner.startedAt;
  const touchedAt = (await stat(folder).catch(() => null))?.mtimeMs ?? 0;
  return Date.now() - touchedAt > deadAfterMs;
}

function ownProcess(): Pick<Owner, "pid" | "startedAt"> {
  return { pid: process.pid, startedAt: startOf(process.pid) };
}

/** Returns when a process was started; an empty text for none, or one that is dead. */
function startOf(pid: number): string {
  const { state, startedAt } = statOf(pid);
  return state === "Z" || state === "X" ? "" : startedAt;
}

/** Names where process numbers mean the same: a machine since its start, and a container on it. */
function processSpace(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${hostname()} ${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return "";
  }
}
