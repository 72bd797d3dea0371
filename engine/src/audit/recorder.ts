import { setTimeout as wait } from "node:timers/promises";
import { withTimeout } from "../runtime/flow/with-timeout.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Recorded } from "./chain/link-entries.ts";
import { systemDraft } from "./system-draft.ts";

/** Milliseconds that a caller waits for its entry: its deed is done, so the store was there just now. */
const maxWaitMs = 2000;
/** Milliseconds between two tries while the store is away. */
const retryMs = 500;
/** Entries that wait for the store at most: some megabytes. */
const maxWaiting = 10_000;

/**
 * Records entries; tries again while the store is away. What is more than may wait is counted, and an
 * entry says how many are missing.
 */
export function createRecorder({
  append: write,
  telemetry,
}: {
  append: (draft: Recorded) => Promise<void>;
  telemetry: Telemetry;
}) {
  const waiting = new Set<Promise<void>>();
  const stopping = new AbortController();
  let lost = 0;

  async function append(draft: Recorded): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        return await write(draft);
      } catch (error) {
        if (tries === 0) telemetry.log.warn("audit.waits", { error: String(error) });
        if (stopping.signal.aborted) return giveUp(draft);
        await wait(retryMs, undefined, stopping).catch(() => undefined);
      }
    }
  }

  /** The line in the process's own log is what is left of the entry, where nothing tells of its deed. */
  function giveUp(draft: Recorded): void {
    // What was intended lies in the store, and another process makes the entry of it.
    if (draft.intent !== undefined) return;
    telemetry.log.error("audit.lost", draft);
    telemetry.count("audit_lost_total");
    lost++;
  }

  function enqueue(draft: Recorded): Promise<void> {
    if (waiting.size >= maxWaiting) return Promise.resolve(giveUp(draft));
    const entry = append(draft).finally(() => waiting.delete(entry));
    waiting.add(entry);
    return entry.then(reportLost);
  }

  function reportLost(): void {
    if (lost === 0 || stopping.signal.aborted) return;
    const times = lost;
    lost = 0;
    void enqueue({ ...systemDraft("audit.lost"), times });
  }

  return {
    /** Resolves when the entry is stored, or after two seconds without the store. */
    record: (draft: Recorded): Promise<void> =>
      withTimeout(enqueue(draft), maxWaitMs, () => undefined),
    /** Waits for what is to be stored; gives up what cannot be. */
    async stop(): Promise<void> {
      await withTimeout(Promise.all(waiting), maxWaitMs, () => stopping.abort());
      await Promise.all(waiting);
    },
  };
}
