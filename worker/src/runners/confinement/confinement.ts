import type { RunLimits } from "@formwork/contracts/run-limits";
import { findTool } from "./find-tool.ts";
import { readHardLimits } from "./hard-limits.ts";
import { type JobLimits, limitOptions, limitsOf } from "./limits.ts";
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
  /**
   * Returns the words that stand before a program and its arguments, so that it runs under limits and
   * cannot gain rights. Empty where the system has no such tools.
   */
  prefix: (
    limits: JobLimits,
    options: { user: JobUser | null; extraMb?: number | undefined },
  ) => string[];
  close: () => void;
};

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
  prefix: () => [],
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
}): Confinement {
  const { users, most, tools } = deps;
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
    prefix(limits, { user, extraMb }) {
      const hasOwnUser = user?.isOwn ?? false;
      const { prlimit, setpriv } = tools;
      return [
        ...(setpriv === null ? [] : [setpriv, "--no-new-privs", "--"]),
        ...(prlimit === null
          ? []
          : [prlimit, ...limitOptions(limits, { hasOwnUser, extraMb, hard }), "--"]),
      ];
    },
    close: () => pool?.close(),
  };
}
