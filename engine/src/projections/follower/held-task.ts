import type { Bus } from "../../bus/bus.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Table, Versioned } from "../../store/table.ts";
import { type FollowerRow, numbersFollower } from "../number-tables.ts";

/** How long the task belongs to a process that no longer renews it, in milliseconds. */
export const heldMs = 15_000;

export type TaskDeps = {
  followers: Table<FollowerRow>;
  /** Names this process. */
  holder: string;
  clock: Clock;
  bus: Bus;
};

/** Makes counting the task of this process; null while another process has it. */
export async function takeOver({
  followers,
  holder,
  clock,
  bus,
}: TaskDeps): Promise<Versioned<FollowerRow> | null> {
  const now = clock.now();
  const found = await followers.get({ name: numbersFollower });
  const row = found?.row ?? firstRow;
  // The log of a bus within the process has no other reader.
  const isHeld = row.holder !== null && row.holder !== holder && row.heldUntil > now;
  if (isHeld && bus.inProcess !== true) return null;
  return replaceTask(followers, found?.version ?? 0, { ...row, holder, heldUntil: now + heldMs });
}

const firstRow: FollowerRow = {
  ...{ name: numbersFollower, holder: null, heldUntil: 0 },
  ...{ epoch: 0, cursor: null, warmFrom: null, at: 0, countFrom: 0, gap: null },
};

/** Writes the row, at version 0 a new one; null when another process did so first. */
export async function replaceTask(
  followers: Table<FollowerRow>,
  version: number,
  row: FollowerRow,
): Promise<Versioned<FollowerRow> | null> {
  const { outcome } =
    version === 0 ? await followers.insert({ row }) : await followers.replaceIf({ row, version });
  return outcome === "stored" ? { row, version: version + 1 } : null;
}
