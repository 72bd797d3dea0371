import type { RunLimits } from "@formwork/contracts/run-limits";
import { findTool } from "./find-tool.ts";
import { readHardLimits } from "./hard-limits.ts";
import { type JobLimits, limitOptions, limitsOf } from "./limits.ts";
import { isReachable } from "./reach.ts";
import { createUserPool, type JobUser } from "./user-pool.ts";

/** As which user, and under which limits, the processes of attempts run. */
export type Confinement = {
  /** Whether they run as users other than the worker's. */
  hasUsers: boolean;
  /** Resolves with the user of one attempt; null for the worker's own. */
  takeUser: () => Promise<JobUser | null>;
  /** Takes the user back once the attempt has ended; `isClear` tells that nothing of it is left. */
  giveBack: (user: JobUser | null, isClear: boolean) => void;
  /** Returns the limits of an attempt, or the fault of a template that asks for too much. */
  limitsOf: (asked?: RunLimits, needsMb?: number) => JobLimits | { fault: string };
  /** Whether the users of attempts can enter a folder. */
  reaches: (folder: string) => boolean;
  /** Returns how a program is started, so that it runs under limits and cannot gain rights. */
  launch: (limits: JobLimits, options: LaunchOptions) => Launch;
  close: () => void;
};

/**
 * Who runs it; `becomes` where the program becomes that user by itself, `extraMb` the memory that a
 * runtime takes for itself.
 */
type LaunchOptions = { user: JobUser | null; becomes?: boolean; extraMb?: number };

/**
 * The words that stand before a program and its arguments, none where the system has no such tools,
 * and who starts them.
 */
export type Launch = { prefix: string[]; identity: { uid: number; gid: number } | null };

/** The tools of util-linux by which programs are started; null for one that is not installed. */
export type Tools = { prlimit: string | null; setpriv: string | null };

/** Finds the tools of this machine. */
export function findTools(): Tools {
  return { prlimit: findTool("prlimit"), setpriv: findTool("setpriv") };
}

/** Who jobs run as: one user for all of them, or each one of a range of users. */
export type Users = { first: number; last: number; group: number | null };

/** Lets attempts run as the worker's own user and without limits, as tests of other things do. */
export const unconfined: Confinement = {
  hasUsers: false,
  takeUser: async () => null,
  giveBack: () => undefined,
  limitsOf: (asked, needsMb) => limitsOf(asked, boundless, needsMb),
  reaches: () => true,
  launch: () => ({ prefix: [], identity: null }),
  close: () => undefined,
};

const boundless: JobLimits = {
  cpuSeconds: Infinity,
  memoryMb: Infinity,
  processes: Infinity,
  fileMb: Infinity,
};

/** Creates the confinement of a worker's attempts. `users` is null for the worker's own user. */
export function createConfinement(deps: {
  users: Users | null;
  most: JobLimits;
  tools: Tools;
  /** The words that give a job its own view of files; it runs as root up to what follows them. */
  view?: readonly string[];
  /** Folders that others may not enter, and that this view shows all the same. */
  shown?: readonly string[];
}): Confinement {
  const { users, most, tools, view = [], shown = [] } = deps;
  const hard = readHardLimits();
  const isShared = users !== null && users.first === users.last;
  const pool = users === null || isShared ? null : createUserPool(users);
  const shared = isShared
    ? { uid: users.first, gid: users.group ?? users.first, isOwn: false }
    : null;
  return {
    hasUsers: users !== null,
    takeUser: async () => (pool === null ? shared : pool.take()),
    giveBack(user, isClear) {
      if (user?.isOwn) pool?.giveBack(user, isClear);
    },
    limitsOf: (asked, needsMb) => limitsOf(asked, most, needsMb),
    reaches: (folder) =>
      users === null ||
      isReachable(folder) ||
      shown.some((one) => folder === one || folder.startsWith(`${one}/`)),
    launch(limits, { user, becomes = false, extraMb }) {
      const { prlimit, setpriv } = tools;
      const changed = becomes ? null : user;
      const options = limitOptions(limits, { hasOwnUser: user?.isOwn ?? false, extraMb, hard });
      return {
        prefix: [
          ...view,
          ...(setpriv === null
            ? []
            : [setpriv, ...rightsOptions(changed, users === null && view.length > 0), "--"]),
          ...(prlimit === null ? [] : [prlimit, ...options, "--"]),
        ],
        identity:
          setpriv === null && changed !== null ? { uid: changed.uid, gid: changed.gid } : null,
      };
    },
    close: () => pool?.close(),
  };
}

/** Without a user to become, what runs in a user namespace has rights in there, which it gives up. */
function rightsOptions(user: JobUser | null, isInUserNamespace: boolean): string[] {
  if (user !== null)
    return [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups", "--no-new-privs"];
  return isInUserNamespace
    ? ["--ambient-caps=-all", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
    : ["--no-new-privs"];
}
