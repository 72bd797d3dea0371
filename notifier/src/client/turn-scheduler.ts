/**
 * Schedules a task for a later turn of the event loop. A task that is scheduled already runs once.
 */
export type TurnScheduler = (task: () => void) => void;

/**
 * Creates a scheduler that runs at most `tasksPerTurn` tasks per turn of the event loop, in the
 * order in which they were scheduled. A connection whose write is scheduled once sends all that
 * was queued by then at once: the higher the load, the fewer system calls per event.
 */
export function createTurnScheduler({ tasksPerTurn }: { tasksPerTurn: number }): TurnScheduler {
  const scheduled = new Set<() => void>();

  function runTurn() {
    let left = tasksPerTurn;
    for (const task of scheduled) {
      scheduled.delete(task);
      task();
      left -= 1;
      if (left === 0) break;
    }
    if (scheduled.size > 0) setImmediate(runTurn);
  }
  return (task) => {
    if (scheduled.size === 0) setImmediate(runTurn);
    scheduled.add(task);
  };
}
