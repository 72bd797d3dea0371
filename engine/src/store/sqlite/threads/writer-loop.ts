import type { DiskSync } from "../../../runtime/disk-sync.ts";
import { type Call, type FromThread, toThreadError } from "./protocol.ts";
import type { Committed } from "./serve-writes.ts";

type LoopParams = {
  /** Takes calls off the front of a list into a commit. */
  commitSome: (waiting: Call[], now: number) => Committed;
  disk: DiskSync;
  post: (message: FromThread) => void;
  /** Adds calls that have arrived to the list; false when there were none. */
  takeMore: () => boolean;
};

/**
 * Commits what waits and answers once the disk has it. While the writer is busy it makes the next
 * commits during a wait for the disk, and the next wait serves them all; else it waits on its own
 * thread, which is quicker for a single commit.
 */
export function createWriterLoop({ commitSome, disk, post, takeMore }: LoopParams) {
  let unsafe: Committed[] = [];
  let syncing: Promise<void> | undefined;
  let busy = false;

  /** Commits all calls of the list, and those that arrive meanwhile. */
  function run(waiting: Call[], now: () => number): void {
    do {
      while (waiting.length > 0 || takeMore())
        if (waiting.length > 0) unsafe.push(commitSome(waiting, now()));
      if (syncing === undefined) settle();
    } while (waiting.length > 0);
  }

  function settle(): void {
    const commits = unsafe;
    unsafe = [];
    if (!commits.some(({ waitsForDisk }) => waitsForDisk)) answer(commits);
    else if (busy) syncing = settleLater(commits);
    else settleNow(commits);
  }

  function settleNow(commits: Committed[]): void {
    try {
      disk.syncNow();
      answer(commits);
    } catch (error) {
      refuse(commits, error);
    }
    busy = takeMore();
  }

  async function settleLater(commits: Committed[]): Promise<void> {
    await disk.sync().then(
      () => answer(commits),
      (error) => refuse(commits, error),
    );
    syncing = undefined;
    busy = unsafe.length > 0;
    if (busy) settle();
  }

  function answer(commits: Committed[]): void {
    for (const { replies, commit, number, written } of commits) {
      if (commit !== undefined) post({ replies, commit, written, safe: number });
      else if (replies.length > 0) post({ replies, safe: number });
    }
  }

  /** What became of these commits is not known. */
  function refuse(commits: Committed[], error: unknown): void {
    for (const { replies, number } of commits)
      post({
        replies: replies.map(({ id }) => ({ id, error: toThreadError(error) })),
        safe: number,
      });
  }
  return {
    run,
    /** Resolves when the disk has everything that was committed. */
    async rest(): Promise<void> {
      while (syncing !== undefined) await syncing;
    },
  };
}
