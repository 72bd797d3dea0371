import { changeWithNews } from "../find-schedule.ts";
import { paused } from "../next-due.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";

/** Schedules that are read at once. */
const pageSize = 500;

/**
 * Pauses the schedules of a user who may not use Formwork any more, with the reason. One that this
 * does not reach pauses itself when it is due next.
 */
export async function pauseOfMaker(
  deps: Pick<ScheduleDeps, "schedules" | "announce" | "clock" | "maker">,
  userId: string,
): Promise<void> {
  const maker = await deps.maker(userId);
  if (!("fault" in maker)) return;
  const { fault: reason } = maker;
  for (const id of await idsOfMaker(deps, userId))
    await changeWithNews(deps, id, (row) =>
      // Somebody may just have taken it over.
      row.enabled && row.createdBy === userId
        ? { row: paused(row, null, reason), news: [{ type: "schedule.changed", reason }] }
        : null,
    );
}

/**
 * Reads the ids of all that fire, before the first schedule is paused, which moves it to another place
 * in the order.
 */
async function idsOfMaker(
  { schedules }: Pick<ScheduleDeps, "schedules">,
  createdBy: string,
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof schedules.page>> = await schedules.page({
      ...{ where: { createdBy }, order: "dueAt", limit: pageSize, cursor },
    });
    ids.push(...page.items.flatMap(({ row }) => (row.enabled && !row.isDeleted ? [row.id] : [])));
    cursor = page.next;
  }
  return ids;
}
