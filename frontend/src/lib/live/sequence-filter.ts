import type { FormworkEvent } from "@formwork/contracts/events/events";
import { isJobEvent } from "@formwork/contracts/events/events";

/** `fresh`: apply it. `stale`: shown already. `hole`: apply it, and fetch what lies between. */
export type SequenceCheck = "fresh" | "stale" | "hole";

/** Remembers the last `seq` seen of each job, so that nothing is shown twice or backwards (P3). */
export function createSequenceFilter(limit = 20_000): {
  check: (event: FormworkEvent) => SequenceCheck;
  forget: () => void;
} {
  const last = new Map<string, number>();

  /**
   * Re-inserting keeps the map in order of use, so that the job unheard of for longest is forgotten
   * first.
   */
  function remember(id: string, seq: number) {
    last.delete(id);
    last.set(id, seq);
    const [oldest] = last.keys();
    if (last.size > limit && oldest !== undefined) last.delete(oldest);
  }

  function check(event: FormworkEvent): SequenceCheck {
    if (!isJobEvent(event)) return "fresh";
    const { id, seq } = event.data;
    const known = last.get(id);
    if (known !== undefined && seq <= known) return "stale";
    remember(id, seq);
    return known !== undefined && seq > known + 1 ? "hole" : "fresh";
  }

  return { check, forget: () => last.clear() };
}
