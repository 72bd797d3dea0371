import type { MadeStep } from "../../commit/made-steps.ts";
import type { FixedRow } from "../../commit/rows.ts";

/** A step whose event is to be relayed, with the fixed part of its job where that is at hand. */
export type BufferedStep = MadeStep & { fixed?: FixedRow };

/** Steps kept at most; what comes beyond is read from the file. */
const usualMaxSteps = 30_000;
/** Steps that the bus may be behind where a new stretch begins: of a longer way it reads the file. */
const usualMaxBehind = 3000;

/**
 * The newest stretch of the outbox in memory, so that relaying the events of this process needs no
 * read. It is one stretch without holes: where a commit of another process lies between, or the bus
 * is too far behind, it ends. The next begins once the bus has nearly caught up, and the file has
 * what lies before it; to keep steps sooner would only cost memory.
 */
export function createOutboxBuffer({
  maxSteps = usualMaxSteps,
  maxBehind = usualMaxBehind,
}: {
  maxSteps?: number;
  maxBehind?: number;
} = {}) {
  let steps: BufferedStep[] = [];
  /** Steps at the front that are relayed and not yet cut off. */
  let passed = 0;
  let end = 0;
  let relayed = 0;

  const start = () => end - (steps.length - passed);

  /** Adds the steps of a commit; `before` is the position before its first. */
  function add(before: number, made: BufferedStep[]): void {
    if (made.length === 0) return;
    if (before !== end || steps.length - passed + made.length > maxSteps) {
      steps = [];
      passed = 0;
    }
    end = before + made.length;
    const isNew = steps.length === passed;
    if (isNew && before - relayed > maxBehind) return;
    for (const step of made) steps.push(step);
  }

  /**
   * The next steps after the position relayed last; null when they are not in memory, and the file
   * has to be read.
   */
  function take(limit: number): BufferedStep[] | null {
    if (relayed >= end) return [];
    if (start() > relayed) return null;
    const first = passed + relayed - start();
    return steps.slice(first, first + limit);
  }

  /** Advances over confirmed positions without a gap; returns where it stands. */
  function confirm(positions: number[]): number {
    const confirmed = new Set(positions);
    while (confirmed.has(relayed + 1)) relayed++;
    cut();
    return relayed;
  }

  /** Takes over what another process has relayed. */
  function skipTo(position: number): void {
    relayed = Math.max(relayed, position);
    cut();
  }

  function cut(): void {
    passed = Math.min(steps.length, passed + Math.max(0, relayed - start()));
    if (passed < 1024 || passed < steps.length / 2) return;
    steps = steps.slice(passed);
    passed = 0;
  }
  return { add, take, confirm, skipTo, relayed: () => relayed };
}
