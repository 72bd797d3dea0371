import type { CalendarDay } from "@formwork/contracts/schedule";
import { DomainError } from "../../errors.ts";
import { createSemaphore } from "../../runtime/flow/semaphore.ts";
import { spawnThread } from "../../runtime/spawn-thread.ts";
import type { CalendarTask } from "./calendar-days.ts";

/** Works a calendar out. */
export type PlanCalendar = (task: CalendarTask) => Promise<CalendarDay[]>;

/** Longer than the costliest calendar takes on a slow machine. */
const timeoutMs = 20_000;
/** Calendars that wait for their turn; more are refused. */
const maxWaiting = 20;

/**
 * Makes the function that works calendars out, one at a time and each on a thread of its own: that
 * of the caller answers requests meanwhile. Fails with `unavailable` where too many wait.
 */
export function createPlanCalendar(): PlanCalendar {
  const semaphore = createSemaphore({ permits: 1 });
  return async (task) => {
    if (semaphore.waiting() >= maxWaiting) throw busy();
    const release = await semaphore.acquire();
    try {
      return await onThread(task);
    } finally {
      release();
    }
  };
}

function onThread(workerData: CalendarTask): Promise<CalendarDay[]> {
  return new Promise((resolve, reject) => {
    const thread = spawnThread(new URL("./calendar-thread.ts", import.meta.url), { workerData });
    const timer = setTimeout(() => void thread.terminate(), timeoutMs);
    thread.unref();
    thread.on("message", resolve);
    thread.on("error", reject);
    thread.on("exit", () => {
      clearTimeout(timer);
      // Changes nothing where the thread has answered.
      reject(busy());
    });
  });
}

function busy(): DomainError {
  return new DomainError("unavailable", "The calendar takes too long at present; try again");
}
