import { type FormworkEvent, isJobEvent } from "@formwork/contracts/event";

/** Whether an event went by before. */
export type Repeats = (event: FormworkEvent) => boolean;

/**
 * Knows the events of jobs that come again: a publisher that died between publish and clear, or two
 * that swept the same outbox, put them into the log twice (R7). Of each job the log never shows a
 * step before an earlier one, so the highest `seq` is all there is to know.
 */
export function createRepeats({ most }: { most: number }): Repeats {
  const highest = new Map<string, number>();

  return (event) => {
    if (!isJobEvent(event)) return false;
    const { id, seq } = event.data;
    const before = highest.get(id);
    if (before !== undefined && seq <= before) return true;
    // Set anew, a job is the youngest: those forgotten first are those that nothing has been heard
    // of for longest.
    highest.delete(id);
    highest.set(id, seq);
    if (highest.size > most) highest.delete(highest.keys().next().value ?? id);
    return false;
  };
}
