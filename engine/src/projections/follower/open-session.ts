import type { Versioned } from "../../store/table.ts";
import { ceilTo, levels } from "../levels.ts";
import type { FollowerRow } from "../number-tables.ts";
import { gapFrom } from "./gap.ts";
import { replaceTask, takeOver } from "./held-task.ts";
import { type LogReader, openLogReader } from "./log-reader.ts";
import { createSession, type Session, type SessionDeps } from "./session.ts";

/**
 * Takes the task over and opens the log; null while another process has it. With `knowsPast` the
 * log is read from some time before the cursor, to recognise repetitions of what is counted.
 */
export async function openSession(
  deps: SessionDeps,
  { knowsPast }: { knowsPast: boolean },
): Promise<Session | null> {
  const taken = await takeOver(deps);
  if (taken === null) return null;
  const reader = await openLog(deps, taken.row, knowsPast);
  let begun: Versioned<FollowerRow> | null = null;
  try {
    begun = reader.mode === "replayed" ? taken : await beginEpoch(deps, taken, reader);
  } finally {
    if (begun === null) await reader.stop();
  }
  return begun === null ? null : createSession(deps, { begun, reader, knowsPast });
}

/** Opens the log some time before the cursor, or at it where the log does not reach back so far. */
async function openLog(
  { bus }: SessionDeps,
  { cursor, warmFrom }: FollowerRow,
  knowsPast: boolean,
): Promise<LogReader> {
  const from = knowsPast ? (warmFrom ?? cursor) : cursor;
  const reader = await openLogReader({ bus, cursor: from ?? undefined });
  if (reader.mode !== "reset" || from === cursor || cursor === null) return reader;
  await reader.stop();
  return openLogReader({ bus, cursor });
}

/**
 * Starts to count at the end of a log that does not have the saved cursor, or for the first time.
 * What happened before the next whole minute is a gap, to be counted from the store.
 */
async function beginEpoch(
  { store, clock, followers, telemetry }: SessionDeps,
  { row, version }: Versioned<FollowerRow>,
  { start }: LogReader,
): Promise<Versioned<FollowerRow> | null> {
  const next = ceilTo(clock.now() + 1, levels.minute.unitMs);
  const from = await gapFrom(store, row, next);
  const gap = from === null ? null : { from, to: next };
  if (gap !== null) telemetry.log.info("numbers.gap", { from: new Date(gap.from).toISOString() });
  const epoch = row.epoch + 1;
  const countFrom = gap === null ? 0 : next;
  return replaceTask(followers, version, {
    ...row,
    ...{ epoch, cursor: start, warmFrom: start, countFrom, gap },
  });
}
