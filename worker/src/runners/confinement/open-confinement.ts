import { execFile } from "node:child_process";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JobUsers } from "@formwork/engine/runtime/settings/job-users";
import {
  type Confinement,
  createConfinement,
  findTools,
  type Tools,
  type Users,
} from "./confinement.ts";
import { findTool } from "./find-tool.ts";
import type { JobLimits } from "./limits.ts";
import { reachableFolder } from "./reach.ts";

/** How the attempts of a worker are confined. */
export type Confined = {
  confinement: Confinement;
  /** The folder below which attempts have theirs. */
  folder: string;
  /** Who jobs run as, in words. */
  runsAs: string;
  /** What cannot be had on this machine, each a sentence. */
  lacks: string[];
};

type Deps = {
  /** The setting FORMWORK_JOB_USER; null where it is not set. */
  jobUsers: JobUsers | null;
  most: JobLimits;
  tmp: string;
};

/**
 * Users that attempts have where nobody says otherwise. systemd lists the numbers from 60578 to 61183
 * as ones that nothing uses.
 */
const defaultUsers: Users = { first: 60_600, last: 61_099, group: null };

/**
 * Finds out how attempts can be confined on this machine. Throws where FORMWORK_JOB_USER asks for
 * what cannot be had; without it, what cannot be had is listed.
 */
export async function openConfinement(deps: Deps): Promise<Confined> {
  const tools = findTools();
  const { users, folder, why } = await findUsers(deps, tools);
  const confinement = createConfinement({ users, most: deps.most, tools });
  return { confinement, folder, runsAs: inWords(users), lacks: lacksOf(users, why, tools) };
}

type Found = { users: Users | null; folder: string; why: string | null };

async function findUsers({ jobUsers, tmp }: Deps, tools: Tools): Promise<Found> {
  const none = (why: string): Found => {
    if (jobUsers !== null) throw new Error(`FORMWORK_JOB_USER cannot be used: ${why}`);
    return { users: null, folder: tmp, why };
  };
  if (jobUsers === "same") return { users: null, folder: tmp, why: "FORMWORK_JOB_USER is same" };
  if (process.getuid?.() !== 0)
    return none("the worker is not root, who alone can start programs as others");
  const users = jobUsers === null ? defaultUsers : rangeOf(jobUsers);
  if (users === null) return none("there is no such user");
  const folder = reachableFolder(tmp);
  if (folder === null) return none(`no folder for their files can be reached by others`);
  const fault = await tryUser(users, folder, tools);
  return fault === null ? { users, folder, why: null } : none(fault);
}

function rangeOf(users: Exclude<JobUsers, "same">): Users | null {
  return "name" in users ? userNamed(users.name) : users;
}

function userNamed(name: string): Users | null {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  if (uid === undefined || uid === "0") return null;
  return { first: Number(uid), last: Number(uid), group: Number(gid) };
}

/** Gives a folder to a user and runs a program as it; returns what goes wrong. */
async function tryUser(users: Users, folder: string, tools: Tools): Promise<string | null> {
  const program = findTool("true");
  if (program === null) return null;
  const trial = mkdtempSync(join(folder, "trial-"));
  const user = { uid: users.first, gid: users.group ?? users.first, isOwn: true };
  try {
    chownSync(trial, user.uid, user.gid);
    const limits = { cpuSeconds: 10, memoryMb: 64, processes: 16, fileMb: 1 };
    const { prefix } = createConfinement({ users, most: limits, tools });
    const [first = program, ...args] = [...prefix(limits, { user }), program];
    await promisify(execFile)(first, args, { cwd: trial, uid: user.uid, gid: user.gid });
    return null;
  } catch (error) {
    return `a program could not be run as ${user.uid}: ${String(error)}`;
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

function inWords(users: Users | null): string {
  if (users === null) return "the worker's own user";
  const { first, last, group } = users;
  const which = first === last ? `user ${first}` : `one of the users ${first} to ${last} each`;
  return group === null ? which : `${which}, with group ${group}`;
}

function lacksOf(users: Users | null, why: string | null, { prlimit, setpriv }: Tools): string[] {
  const perUser = users === null || users.first === users.last;
  return [
    ...(users === null
      ? [
          `Jobs run as the worker's own user (${why}): they can reach its files, its memory and each other`,
        ]
      : []),
    ...(prlimit === null
      ? [
          "The program prlimit (util-linux) is not installed, so that nothing limits the processor time, memory, processes and length of files of a job",
        ]
      : []),
    ...(prlimit !== null && perUser
      ? ["The number of a job's processes is not limited: that takes a user for each job"]
      : []),
    ...(setpriv === null
      ? [
          "The program setpriv (util-linux) is not installed, so that jobs may run programs such as sudo, which give them other rights",
        ]
      : []),
  ];
}
