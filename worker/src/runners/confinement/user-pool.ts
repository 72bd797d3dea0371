import { createServer, type Server } from "node:net";
import { usersOfProcesses } from "./users-of-processes.ts";

/** The user of an attempt. `isOwn`: no other attempt and no other process has it meanwhile. */
export type JobUser = { uid: number; gid: number; isOwn: boolean };

/** Users of which no two attempts have the same one at the same time. */
export type UserPool = {
  /** Resolves with a user that nobody has; waits for one where all are in use. */
  take: () => Promise<JobUser>;
  /** Takes a user back. One whose processes could not be ended is not used again. */
  giveBack: (user: JobUser, isClear: boolean) => void;
  close: () => void;
};

/** Creates the pool of a range of users; each is claimed on this machine when it is first needed. */
export function createUserPool(range: {
  first: number;
  last: number;
  group: number | null;
}): UserPool {
  const claims: Server[] = [];
  const free: JobUser[] = [];
  const waiting: PromiseWithResolvers<JobUser>[] = [];
  let next = range.first;
  let held = 0;

  /** Claims the next user that no other worker has and that no process runs as. */
  async function claimNext(): Promise<JobUser | null> {
    const inUse = usersOfProcesses();
    while (next <= range.last) {
      const uid = next++;
      const claim = inUse.has(uid) ? null : await claimOnMachine(uid);
      if (claim === null) continue;
      claims.push(claim);
      return { uid, gid: range.group ?? uid, isOwn: true };
    }
    return null;
  }
  /** Nobody would give them a user any more. */
  function refuseWaiting(): void {
    for (const waiter of waiting.splice(0)) waiter.reject(allInUse());
  }
  return {
    async take() {
      const user = free.shift() ?? (await claimNext()) ?? free.shift();
      if (user !== undefined) held++;
      if (user !== undefined) return user;
      if (held === 0) throw allInUse();
      const waiter = Promise.withResolvers<JobUser>();
      waiting.push(waiter);
      return waiter.promise;
    },
    giveBack(user, isClear) {
      const waiter = isClear ? waiting.shift() : undefined;
      if (waiter !== undefined) return waiter.resolve(user);
      held--;
      if (isClear) free.push(user);
      else if (held === 0) refuseWaiting();
    },
    close() {
      for (const claim of claims.splice(0)) claim.close();
    },
  };
}

function allInUse(): Error {
  return new Error("Every user of FORMWORK_JOB_USER is in use by others on this machine");
}

/**
 * Claims a user for this process among all workers of the machine, by the name of a socket that only
 * one process can have and that ends with it. Resolves with null where another one has it. Systems
 * without such names have no claims.
 */
function claimOnMachine(uid: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const claim = createServer((socket) => socket.destroy()).unref();
    claim.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "EADDRINUSE" ? null : claim),
    );
    claim.listen(`\0formwork-job-user-${uid}`, () => resolve(claim));
  });
}
