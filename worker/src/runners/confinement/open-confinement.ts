import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JobConfinement } from "@formwork/contracts/worker";
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
import { reachableFolder, whatIsClosed } from "./reach.ts";
import { viewPrefix } from "./view.ts";

/** How the attempts of a worker are confined. */
export type Confined = {
  confinement: Confinement;
  /** The folder below which attempts have theirs. */
  folder: string;
  /** Who jobs run as, in words. */
  runsAs: string;
  /** The same for the list of workers, with what cannot be had on this machine. */
  shown: JobConfinement;
};

type Deps = {
  /** The setting FORMWORK_JOB_USER; null where it is not set. */
  jobUsers: JobUsers | null;
  most: JobLimits;
  home: string;
  tmp: string;
  /** Folders with programs and packages that jobs run. */
  code: readonly string[];
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
  const found = { users, folder, why, tools, walls: await findWalls(deps, users, folder, tools) };
  const { view, shown } = found.walls;
  const confinement = createConfinement({ ...found, most: deps.most, view, shown });
  return { confinement, folder, runsAs: inWords(users), shown: presentConfinement(found) };
}

function presentConfinement(found: Found & { tools: Tools; walls: Walls }): JobConfinement {
  const { users, walls, tools } = found;
  const other = users !== null && users.first === users.last ? "one-user" : "user-each";
  return {
    runAs: users === null ? "worker" : other,
    hidden: users !== null || walls.view.length > 0,
    limited: tools.prlimit !== null,
    lacks: lacksOf(found),
  };
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
  if (folder === null) return none("no folder for their files can be reached by others");
  const fault = await tryConfinement({ users, folder, tools, view: [] });
  return fault === null ? { users, folder, why: null } : none(fault);
}

/** The view of files that jobs have; `closed` are folders that they would need and cannot reach. */
type Walls = { view: readonly string[]; shown: string[]; closed: string[] };

/**
 * Users of their own see what lies in closed folders, such as a checkout below /root, by a view that
 * shows them that alone. Jobs of a worker that is not root have one without the folders of secrets.
 */
async function findWalls(
  { home, code, jobUsers }: Deps,
  users: Users | null,
  folder: string,
  tools: Tools,
): Promise<Walls> {
  const show = users === null ? [] : outermost(code.flatMap((path) => whatIsClosed(path)));
  const secret = ["etc", "data"].map((name) => join(home, name)).filter(existsSync);
  const isWanted = users === null ? jobUsers !== "same" : show.length > 0;
  const closed = show.map((one) => one.folder);
  const [unshare, sh] = [findTool("unshare"), findTool("sh")];
  const isRoot = users !== null;
  if (!isWanted || unshare === null || sh === null || tools.setpriv === null)
    return { view: [], shown: [], closed };
  const stage = join(folder, "stage");
  const hide = isRoot ? [] : secret;
  const view = viewPrefix({ hide, show }, { unshare, sh, stage }, { isRoot });
  const fault = await tryConfinement({ users, folder, tools, view });
  return fault === null ? { view, shown: closed, closed: [] } : { view: [], shown: [], closed };
}

/** Leaves out what lies within another folder of the list. */
function outermost<One extends { folder: string }>(list: One[]): One[] {
  return list.filter(
    ({ folder }, index) =>
      !list.some(
        (other, at) =>
          folder.startsWith(`${other.folder}/`) || (folder === other.folder && at < index),
      ),
  );
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

/** Runs a program in a folder as an attempt would; returns what goes wrong, or null. */
async function tryConfinement({
  users,
  folder,
  tools,
  view,
}: Pick<Found, "users" | "folder"> & { tools: Tools; view: readonly string[] }): Promise<
  string | null
> {
  const program = findTool("true");
  if (program === null) return null;
  const uid = users?.first ?? 0;
  const user = users === null ? null : { uid, gid: users.group ?? uid, isOwn: true };
  try {
    const trial = mkdtempSync(join(folder, "trial-"));
    try {
      if (user !== null) chownSync(trial, user.uid, user.gid);
      const limits = { cpuSeconds: 10, memoryMb: 64, processes: 16, fileMb: 1 };
      const { launch } = createConfinement({ users, most: limits, tools, view });
      const { prefix, identity } = launch(limits, { user });
      const [first = program, ...args] = [...prefix, program];
      await promisify(execFile)(first, args, { cwd: trial, ...identity });
      readdirSync(trial);
      return null;
    } finally {
      rmSync(trial, { recursive: true, force: true });
    }
  } catch (error) {
    const who = user === null ? "" : ` as ${user.uid}`;
    return `a program could not be run${who}: ${String(error)}`;
  }
}

function inWords(users: Users | null): string {
  if (users === null) return "the worker's own user";
  const { first, last, group } = users;
  const which = first === last ? `user ${first}` : `one of the users ${first} to ${last} each`;
  return group === null ? which : `${which}, with group ${group}`;
}

function lacksOf({ users, why, tools, walls }: Found & { tools: Tools; walls: Walls }): string[] {
  const perUser = users === null || users.first === users.last;
  const said = (is: boolean, text: string) => (is ? [text] : []);
  const { prlimit, setpriv } = tools;
  return [
    ...said(
      users === null && walls.view.length === 0,
      `Jobs run as the worker's own user (${why}): they can reach its files, its memory and each other`,
    ),
    ...said(
      users === null && walls.view.length > 0,
      `Jobs run as the worker's own user (${why}): namespaces keep its memory, environment, secrets and database from them, but they can end it, and reach other files of that user and of each other`,
    ),
    ...said(
      walls.closed.length > 0,
      `The users that jobs have cannot reach ${walls.closed.join(" and ")}: programs and packages there are missing for them. Let it lie where others may enter`,
    ),
    ...said(
      prlimit === null,
      "The program prlimit (util-linux) is not installed, so that nothing limits the processor time, memory, processes and length of files of a job",
    ),
    ...said(
      prlimit !== null && perUser,
      "The number of a job's processes is not limited: that takes a user for each job",
    ),
    ...said(
      setpriv === null,
      "The program setpriv (util-linux) is not installed, so that jobs may run programs such as sudo, which give them other rights",
    ),
  ];
}
