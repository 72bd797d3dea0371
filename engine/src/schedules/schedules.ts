import type { Principal } from "@formwork/contracts/account";
import type { Job } from "@formwork/contracts/job";
import type {
  Backfill,
  BackfillWindow,
  ChangeSchedule,
  CreateSchedule,
  PreviewSchedule,
  Schedule,
  ScheduleCalendar,
  SchedulePreview,
  ScheduleResults,
  ScheduleSlot,
} from "@formwork/contracts/schedule";
import type { Caller } from "../caller.ts";
import type { Page, Paging } from "../store/page.ts";
import type { CalendarQuery } from "./calendar/show-calendar.ts";
import type { ScheduleQuery } from "./list-schedules.ts";

type Target = Caller & { id: string };

/** The verbs of schedules. Refusals are thrown as `DomainError`. */
export type Schedules = {
  /** Returns schedules by their next fire; those without one are last. */
  list: (params: ScheduleQuery & Paging) => Promise<Page<Schedule>>;
  /** Returns what came of the last slots and triggers of schedules. */
  results: (params: {
    ids: readonly string[];
    principal: Principal;
  }) => Promise<{ items: ScheduleResults[] }>;
  /** Returns the planned starts of seven days. */
  calendar: (params: CalendarQuery) => Promise<ScheduleCalendar>;
  get: (params: { id: string }) => Promise<Schedule>;
  create: (params: Caller & { input: CreateSchedule }) => Promise<Schedule>;
  change: (params: Target & { input: ChangeSchedule }) => Promise<Schedule>;
  delete: (params: Target) => Promise<void>;
  pause: (params: Target & { reason?: string | undefined }) => Promise<Schedule>;
  resume: (params: Target) => Promise<Schedule>;
  /** Submits a job now, whatever the schedule says. */
  trigger: (params: Target) => Promise<Job>;
  skipNext: (params: Target) => Promise<Schedule>;
  /** Returns the slots that passed and what became of them, newest first. */
  slots: (params: { id: string } & Paging) => Promise<Page<ScheduleSlot>>;
  preview: (params: Caller & { input: PreviewSchedule }) => Promise<SchedulePreview>;
  backfill: (params: Target & { input: BackfillWindow }) => Promise<Backfill>;
};
