import { createPlanCalendar } from "./calendar/plan-calendar.ts";
import { showCalendar } from "./calendar/show-calendar.ts";
import { backfillSchedule } from "./change/backfill-schedule.ts";
import { changeSchedule } from "./change/change-schedule.ts";
import { createSchedule } from "./change/create-schedule.ts";
import { pauseSchedule, resumeSchedule, skipNextSlot } from "./change/pause-schedule.ts";
import { triggerSchedule } from "./change/trigger-schedule.ts";
import { changeWithNews, findSchedule } from "./find-schedule.ts";
import { listResults } from "./list-results.ts";
import { listSchedules } from "./list-schedules.ts";
import { paused } from "./next-due.ts";
import { presentSchedule, presentSlot } from "./present-schedule.ts";
import { previewSchedule } from "./preview-schedule.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";
import type { Schedules } from "./schedules.ts";

/** Joins the verbs of schedules; each that writes is timed and logged as a span. */
export function createSchedules(deps: ScheduleDeps): Schedules {
  const { slots, telemetry } = deps;
  const { span } = telemetry;
  const planCalendar = createPlanCalendar();
  return {
    list: (params) => listSchedules(deps, params),
    results: (params) => listResults(deps, params),
    calendar: (params) => showCalendar(deps, planCalendar, params),
    get: async ({ id }) => presentSchedule(await findSchedule(deps, id)),
    create: (params) =>
      span("schedule.create", { template: params.input.template }, () =>
        createSchedule(deps, params),
      ),
    change: (params) =>
      span("schedule.change", { schedule: params.id }, () => changeSchedule(deps, params)),
    delete: ({ id, traceparent }) =>
      span("schedule.delete", { schedule: id }, async () => {
        await changeWithNews(deps, id, (row) => ({
          row: { ...paused(row, null, null), halted: false, isDeleted: true },
          news: [{ type: "schedule.changed", reason: "deleted", traceparent }],
        }));
      }),
    pause: (params) =>
      span("schedule.pause", { schedule: params.id }, () => pauseSchedule(deps, params)),
    resume: (params) =>
      span("schedule.resume", { schedule: params.id }, () => resumeSchedule(deps, params)),
    trigger: (params) =>
      span("schedule.trigger", { schedule: params.id }, () => triggerSchedule(deps, params)),
    skipNext: (params) =>
      span("schedule.skip-next", { schedule: params.id }, () => skipNextSlot(deps, params)),
    async slots({ id, ...paging }) {
      await findSchedule(deps, id);
      const where = { schedule: id };
      const page = await slots.page({ where, order: "at", descending: true, ...paging });
      return { items: page.items.map(({ row }) => presentSlot(row)), next: page.next };
    },
    preview: (params) => previewSchedule(deps, params),
    backfill: (params) =>
      span("schedule.backfill", { schedule: params.id }, () => backfillSchedule(deps, params)),
  };
}
