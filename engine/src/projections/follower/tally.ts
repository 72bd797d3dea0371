import { addTick, type Cell, emptyCell, type Tick } from "../cells.ts";
import { floorTo, levels } from "../levels.ts";
import type { Change } from "./change-of-event.ts";

/** What happened within one minute to the jobs of a template in a queue. */
export type Group = {
  at: number;
  template: string;
  queue: string;
  sum: Cell;
  /** What is in the sum, one by one, where the tally keeps it. */
  singly: { cursor: string; tick: Tick }[];
};

/** A sum of changes, by minute, template and queue. */
export type Tally = {
  singly: boolean;
  add: (change: Change, cursor: string) => void;
  /** Returns how many sums and single changes it holds. */
  size: () => number;
  groups: () => Group[];
  /** Returns the time of the latest change. */
  latest: () => number;
};

/**
 * Makes an empty tally. Events are added as they come, so that none waits in memory for the next
 * write; `singly` keeps what each added, with its cursor.
 */
export function createTally({ singly }: { singly: boolean }): Tally {
  const groups = new Map<string, Group>();
  let last: Group | undefined;
  let latest = 0;
  let kept = 0;

  function groupOf({ at, template, queue }: Change): Group {
    const minute = floorTo(at, levels.minute.unitMs);
    // Most changes are of the same group as the one before.
    if (last?.at === minute && last.template === template && last.queue === queue) return last;
    const key = JSON.stringify([minute, template, queue]);
    last = groups.get(key) ?? { at: minute, template, queue, sum: emptyCell(), singly: [] };
    groups.set(key, last);
    return last;
  }
  return {
    singly,
    add(change, cursor) {
      const group = groupOf(change);
      addTick(group.sum, change.tick);
      latest = Math.max(latest, change.at);
      if (!singly) return;
      group.singly.push({ cursor, tick: change.tick });
      kept++;
    },
    size: () => groups.size + kept,
    groups: () => [...groups.values()],
    latest: () => latest,
  };
}
