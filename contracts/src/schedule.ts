import type { Static } from "typebox";
import { SubmitJob } from "./jobs/job.ts";
import { anyObject, closed, duration, line, nullable, time } from "./shapes.ts";
import { jobStates } from "./states.ts";
import { Type } from "./typebox.ts";

/** A schedule: a template and payload that are submitted again and again, and when. */

/** What happens to slots that passed while no scheduler was running. */
export const misfirePolicies = ["skip", "fireOnce", "fireAll"] as const;
/** What happens at a slot while an earlier job of the schedule has not ended. */
export const overlapPolicies = ["skip", "queueOne", "cancelOther", "allow"] as const;

/** What a schedule has where its maker says nothing else. */
export const scheduleDefaults = {
  timezone: "UTC",
  misfire: "fireOnce",
  misfireWindow: "1h",
  misfireLimit: 100,
  overlap: "skip",
} as const;

const rhythm = {
  cron: line({
    maxLength: 256,
    description: "Cron expression of 5 fields, or 6 with seconds first; instead of every and at",
  }),
  every: duration("Time between two fires, counted from startsAt or the making of the schedule"),
  at: time("The one time at which it fires"),
};

const bounds = {
  timezone: line({
    maxLength: 64,
    description: `Time zone of the cron expression and the blackout dates, such as Europe/Berlin; ${scheduleDefaults.timezone} unless told`,
  }),
  startsAt: time("No fire before this time"),
  endsAt: time("No fire at this time or after it"),
  blackoutDates: Type.Array(Type.String({ format: "date" }), {
    maxItems: 366,
    description: "Days without a fire, such as 2026-12-25, in the time zone of the schedule",
  }),
};

/** When a schedule fires: exactly one of cron, every and at, within bounds. */
export const ScheduleTiming = closed({
  cron: Type.Optional(rhythm.cron),
  every: Type.Optional(rhythm.every),
  at: Type.Optional(rhythm.at),
  timezone: Type.Optional(bounds.timezone),
  startsAt: Type.Optional(bounds.startsAt),
  endsAt: Type.Optional(bounds.endsAt),
  blackoutDates: Type.Optional(bounds.blackoutDates),
});
export type ScheduleTiming = Static<typeof ScheduleTiming>;

const { priority, queue, tags } = SubmitJob.properties;

const fields = {
  name: line({
    minLength: 1,
    maxLength: 120,
    description: "Tells it from other schedules",
  }),
  template: line({ description: "Name of the template" }),
  version: nullable(
    Type.Integer({ minimum: 1 }),
    "Version of the template; null for the newest at each fire",
  ),
  payload: anyObject({ description: "Input of its jobs; defaults are filled in" }),
  jitter: duration("Longest delay of a fire, which is drawn at random"),
  misfire: Type.Enum([...misfirePolicies], {
    description:
      "Slots that were missed: fire none, one for all of them, or each one within misfireWindow and misfireLimit",
  }),
  misfireWindow: duration("fireAll: how old a missed slot may be"),
  misfireLimit: Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: "fireAll: how many missed slots are fired at most, the last ones",
  }),
  overlap: Type.Enum([...overlapPolicies], {
    description:
      "A fire while an earlier job has not ended: leave it out, let one wait, cancel the earlier job, or run both",
  }),
  maxFailures: Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: "Pause after so many failed jobs in a row",
  }),
  enabled: Type.Boolean({ description: "False while it is paused" }),
};

const options = {
  ...ScheduleTiming.properties,
  name: Type.Optional(fields.name),
  version: Type.Optional(fields.version),
  payload: Type.Optional(fields.payload),
  jitter: Type.Optional(fields.jitter),
  misfire: Type.Optional(fields.misfire),
  misfireWindow: Type.Optional(fields.misfireWindow),
  misfireLimit: Type.Optional(fields.misfireLimit),
  overlap: Type.Optional(fields.overlap),
  maxFailures: Type.Optional(fields.maxFailures),
  enabled: Type.Optional(fields.enabled),
  priority,
  queue,
  tags,
};

/** What a caller sends to make a schedule. */
export const CreateSchedule = closed({ ...options, template: fields.template });
export type CreateSchedule = Static<typeof CreateSchedule>;

/** What a caller changes in a schedule; null takes a value away, a new rhythm replaces the old one. */
export const ChangeSchedule = closed({
  ...options,
  template: Type.Optional(fields.template),
  startsAt: Type.Optional(nullable(bounds.startsAt, "No fire before this time")),
  endsAt: Type.Optional(nullable(bounds.endsAt, "No fire at this time or after it")),
  jitter: Type.Optional(nullable(fields.jitter, "Longest delay of a fire, drawn at random")),
  maxFailures: Type.Optional(
    nullable(fields.maxFailures, "Pause after so many failed jobs in a row"),
  ),
  priority: Type.Optional(nullable(priority, "Priority of its jobs; null for the template's")),
  queue: Type.Optional(nullable(queue, "Queue of its jobs; null for the template's")),
});
export type ChangeSchedule = Static<typeof ChangeSchedule>;

export const scheduleStates = ["active", "paused", "ended"] as const;

/** A schedule, as every reply shows it. */
export const Schedule = closed({
  id: Type.String({ description: "Opaque" }),
  name: Type.String({ description: "Tells it from other schedules; the template's unless told" }),
  template: fields.template,
  version: fields.version,
  payload: anyObject({
    description: "Input of its jobs, defaults filled in, a handle in place of each secret",
  }),
  cron: nullable(rhythm.cron, "Cron expression"),
  every: nullable(rhythm.every, "Time between two fires"),
  at: nullable(time("When"), "The one time at which it fires"),
  timezone: bounds.timezone,
  startsAt: nullable(time("When"), "No fire before this time"),
  endsAt: nullable(time("When"), "No fire at this time or after it"),
  blackoutDates: bounds.blackoutDates,
  jitter: nullable(fields.jitter, "Longest delay of a fire, drawn at random"),
  misfire: fields.misfire,
  misfireWindow: fields.misfireWindow,
  misfireLimit: fields.misfireLimit,
  overlap: fields.overlap,
  maxFailures: nullable(fields.maxFailures, "Pause after so many failed jobs in a row"),
  priority: nullable(Type.Integer(), "Priority of its jobs; null for the template's"),
  queue: nullable(Type.String(), "Queue of its jobs; null for the template's"),
  tags: Type.Array(Type.String(), { description: "Words to find its jobs by" }),
  enabled: fields.enabled,
  state: Type.Enum([...scheduleStates], {
    description: "active: it will fire; ended: it will not, though nobody has paused it",
  }),
  pausedReason: nullable(Type.String(), "Why it is paused"),
  pausedBy: nullable(Type.String(), "Id of who paused it; null where Formwork did"),
  nextRunAt: nullable(time("When"), "When it fires next; null while it is paused or has ended"),
  lastRunAt: nullable(time("When"), "The slot that it fired last"),
  lastJobId: nullable(Type.String(), "The last job it made"),
  lastMissedAt: nullable(
    time("When"),
    "When Formwork last found that slots had been missed and left some out",
  ),
  failuresInRow: Type.Integer({ minimum: 0, description: "Its last jobs that failed, in a row" }),
  createdBy: Type.String({ description: "Id of the user who made it" }),
  createdAt: time("When it was made"),
  updatedAt: time("When a person changed it last"),
});
export type Schedule = Static<typeof Schedule>;

/** Why a slot has no job. */
export const unfiredOutcomes = ["missed", "skipped", "refused"] as const;
export const slotOutcomes = ["fired", ...unfiredOutcomes] as const;

const slotTimes = {
  at: time("When, in UTC"),
  local: Type.String({ description: "The same time in the zone of the schedule, with its offset" }),
};

/** One time at which a schedule was due, and what became of it. */
export const ScheduleSlot = closed({
  ...slotTimes,
  outcome: Type.Enum([...slotOutcomes], {
    description:
      "fired: a job was made; missed: no scheduler was running; skipped: left out by a rule or a person; refused: no job could be made",
  }),
  reason: nullable(Type.String(), "Why no job was made"),
  jobId: nullable(Type.String(), "The job that was made"),
});
export type ScheduleSlot = Static<typeof ScheduleSlot>;

/** One fire to come. */
export const PreviewedFire = closed({
  ...slotTimes,
  dst: nullable(
    Type.Enum(["gap", "overlap"]),
    "gap: its own time does not exist on this day and it fires when the clock has moved on; overlap: this local time comes twice",
  ),
});
export type PreviewedFire = Static<typeof PreviewedFire>;

/** What a caller asks of a preview: when, and with `template` also with which payload. */
export const PreviewSchedule = closed({
  ...ScheduleTiming.properties,
  schedule: Type.Optional(
    line({
      maxLength: 64,
      description:
        "Id of a stored schedule: it fires as stored where no time is given, and handles in the payload stand for its secrets",
    }),
  ),
  count: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 10, description: "Fires to list" }),
  ),
  from: Type.Optional(time("Fires after this time; now unless told")),
  template: Type.Optional(line({ description: "Template to validate the payload with" })),
  version: Type.Optional(fields.version),
  payload: Type.Optional(fields.payload),
});
export type PreviewSchedule = Static<typeof PreviewSchedule>;

export const SchedulePreview = closed({
  items: Type.Array(PreviewedFire, { description: "The next fires" }),
  payload: Type.Optional(
    anyObject({ description: "With `template`: what each job would get, its secrets masked" }),
  ),
});
export type SchedulePreview = Static<typeof SchedulePreview>;

/** The window of a backfill. */
export const BackfillWindow = closed({
  from: time("Slots at or after this time"),
  to: time("Slots before this time, which has passed"),
});
export type BackfillWindow = Static<typeof BackfillWindow>;

export const Backfill = closed({
  fired: Type.Integer({ minimum: 0, description: "Slots for which a job was made now" }),
  already: Type.Integer({ minimum: 0, description: "Slots that had been fired before" }),
  items: Type.Array(ScheduleSlot, { description: "The slots of the window, in order" }),
});
export type Backfill = Static<typeof Backfill>;

/** One of the last times at which a schedule was due or triggered, and what came of it. */
export const ScheduleResult = closed({
  at: time("When it was due"),
  outcome: Type.Enum([...jobStates, ...unfiredOutcomes], {
    description: "State of the job; where none was made, why: missed, skipped or refused",
  }),
  jobId: nullable(Type.String(), "The job, if one was made"),
  summary: Type.String({ description: "Summary of the job; why none was made" }),
});
export type ScheduleResult = Static<typeof ScheduleResult>;

/** The last results of one schedule. */
export const ScheduleResults = closed({
  id: Type.String({ description: "Id of the schedule" }),
  results: Type.Array(ScheduleResult, { description: "The last 20, the oldest first" }),
  missed: Type.Integer({ minimum: 0, description: "Slots among its last 20 that were missed" }),
});
export type ScheduleResults = Static<typeof ScheduleResults>;

const starts = Type.Integer({ minimum: 0, description: "Planned starts" });

/** What one schedule starts on one day. */
export const CalendarEntry = closed({
  id: Type.String({ description: "Id of the schedule" }),
  name: fields.name,
  template: fields.template,
  first: time("The first start of the day"),
  starts,
  hours: Type.Array(starts, { description: "Planned starts in each hour of the day" }),
});
export type CalendarEntry = Static<typeof CalendarEntry>;

/** One day of the calendar. */
export const CalendarDay = closed({
  date: Type.String({ description: "Such as 2026-12-24, in the zone of the calendar" }),
  starts,
  hours: Type.Array(
    closed({
      at: time("When the hour begins"),
      local: slotTimes.local,
      starts,
    }),
    { description: "Its hours: 24, or others where clocks change" },
  ),
  schedules: Type.Array(CalendarEntry, {
    maxItems: 50,
    description: "What starts, by the first start; of more schedules the first 50",
  }),
  more: Type.Integer({ minimum: 0, description: "Schedules that are not listed" }),
});
export type CalendarDay = Static<typeof CalendarDay>;

/** The planned starts of seven days. */
export const ScheduleCalendar = closed({
  timezone: Type.String({ description: "Zone of its days and hours" }),
  days: Type.Array(CalendarDay, { description: "Seven days" }),
  partial: Type.Boolean({
    description: "True where there are more schedules than are counted: those that fire first",
  }),
});
export type ScheduleCalendar = Static<typeof ScheduleCalendar>;

/** The data of a schedule's event. */
export const ScheduleChange = closed({
  id: Type.String({ description: "Id of the schedule" }),
  seq: Type.Integer({
    minimum: 1,
    description:
      "Number of the event among those of the schedule; one that was seen is a repetition",
  }),
  name: Schedule.properties.name,
  template: fields.template,
  createdBy: Type.Optional(Schedule.properties.createdBy),
  enabled: fields.enabled,
  nextRunAt: Schedule.properties.nextRunAt,
  reason: nullable(
    Type.String(),
    "changed: what was done, or why it was paused; missed: why no job was made",
  ),
  jobId: nullable(Type.String(), "fired: the job that was made"),
  slots: Type.Array(closed(slotTimes), {
    maxItems: 100,
    description: "fired, missed: the slots; of very many the last ones",
  }),
});
export type ScheduleChange = Static<typeof ScheduleChange>;
