import { Job } from "../jobs/job.ts";
import {
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
} from "../schedule.ts";
import { closed, id, line, repeated, time } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { get, listOf, paging, patch, post, remove } from "./operation.ts";

const scheduleId = closed({
  id: id("Id of the schedule"),
});

/** What rows about one schedule share. */
const oneSchedule = {
  tag: "schedules",
  concerns: "schedule",
  params: scheduleId,
  problems: ["schedule-not-found"],
} as const;

/** Refusals of a request that names a template and a payload. */
const templateProblems = [
  "template-not-found",
  "version-not-found",
  "template-archived",
  "invalid-payload",
] as const;

/** Making, finding, changing and firing schedules. */
export const scheduleOperations = {
  "schedules.list": listOf(Schedule, "/schedules", {
    ...{ tag: "schedules", concerns: "list" },
    scope: "schedules:read",
    summary: "Schedules by their next run; those without one are last",
    query: closed({
      ...paging,
      template: Type.Optional(line({ description: "Name of the template" })),
      q: Type.Optional(
        Type.String({
          maxLength: 200,
          description:
            "Words in any case, all of which its name, template or tags have. A page may be short, or empty, and yet have a next one",
        }),
      ),
      attention: Type.Optional(
        Type.Boolean({
          description:
            "Only those that Formwork paused: a job was refused, or too many of them failed",
        }),
      ),
      missedSince: Type.Optional(
        time("Only those whose `lastMissedAt` is this time or later, the latest first"),
      ),
    }),
  }),
  "schedules.create": post("/schedules", {
    ...{ tag: "schedules", concerns: "input" },
    scope: "schedules:write",
    audit: "schedule.create",
    status: 201,
    makes: "/schedules/:id",
    summary: "Make a schedule: a template and payload, and when they are submitted",
    body: CreateSchedule,
    reply: Schedule,
    problems: templateProblems,
  }),
  "schedules.preview": post("/schedules/preview", {
    ...{ tag: "schedules", concerns: "input" },
    scope: "schedules:read",
    audit: { unrecorded: "it computes times and changes nothing" },
    summary: "The next fires, with marks at clock changes; with a template also the payload",
    body: PreviewSchedule,
    reply: SchedulePreview,
    problems: ["schedule-not-found", ...templateProblems],
  }),
  "schedules.calendar": get("/schedules/calendar", {
    ...{ tag: "schedules", concerns: "list" },
    scope: "schedules:read",
    summary: "Planned starts per hour of seven days, of up to 1,000 active schedules",
    query: closed({
      from: Type.Optional(time("The first day is that of this time, or today")),
      timezone: Type.Optional(
        line({ maxLength: 64, description: "Zone of days and hours; UTC unless told" }),
      ),
      template: Type.Optional(line({ description: "Name of the template" })),
    }),
    reply: ScheduleCalendar,
  }),
  "schedules.results": get("/schedules/results", {
    ...{ tag: "schedules", concerns: "list" },
    scope: "schedules:read",
    summary: "The last 20 results of each of up to 50 schedules; unknown ones are left out",
    query: closed({ id: repeated(id("Id of a schedule"), "Ids of schedules") }),
    reply: closed({
      items: Type.Array(ScheduleResults, { description: "In the order of the ids" }),
    }),
  }),
  "schedules.get": get("/schedules/:id", {
    ...oneSchedule,
    scope: "schedules:read",
    summary: "One schedule",
    reply: Schedule,
  }),
  "schedules.change": patch("/schedules/:id", {
    ...oneSchedule,
    scope: "schedules:write",
    audit: "schedule.change",
    right: "run",
    summary: "Change what is named; handles in the payload keep their secrets",
    body: ChangeSchedule,
    reply: Schedule,
    problems: ["schedule-not-found", ...templateProblems],
  }),
  "schedules.delete": remove("/schedules/:id", {
    ...oneSchedule,
    scope: "schedules:write",
    audit: "schedule.delete",
    summary: "Delete it; its jobs stay",
  }),
  "schedules.slots": listOf(ScheduleSlot, "/schedules/:id/slots", {
    ...oneSchedule,
    scope: "schedules:read",
    summary: "Its slots of the last 30 days and what became of them, newest first",
    query: closed(paging),
  }),
  "schedules.pause": post("/schedules/:id/pause", {
    ...oneSchedule,
    scope: "schedules:write",
    audit: "schedule.pause",
    summary: "Pause it, with a reason",
    body: closed({
      reason: Type.Optional(
        line({ maxLength: 500, description: "Why, for those who find it paused" }),
      ),
    }),
    reply: Schedule,
  }),
  "schedules.resume": post("/schedules/:id/resume", {
    ...oneSchedule,
    scope: "schedules:write",
    audit: "schedule.resume",
    right: "run",
    summary: "Let it fire again; slots that passed meanwhile are not fired",
    reply: Schedule,
  }),
  "schedules.trigger": post("/schedules/:id/trigger", {
    ...oneSchedule,
    scope: "schedules:write",
    limit: "submits",
    audit: "schedule.trigger",
    right: "run",
    status: 201,
    makes: "/jobs/:id",
    summary:
      "Submit its job now, paused or not; its slots stay as they are. One whose maker is disabled, or may not run its template any more, makes no jobs until somebody resumes it",
    reply: Job,
    problems: ["schedule-not-found", "schedule-not-active", ...templateProblems],
  }),
  "schedules.skip-next": post("/schedules/:id/skip-next", {
    ...oneSchedule,
    scope: "schedules:write",
    audit: "schedule.skip-next",
    summary: "Leave its next fire out",
    reply: Schedule,
    problems: ["schedule-not-found", "schedule-not-active"],
  }),
  "schedules.backfill": post("/schedules/:id/backfill", {
    ...oneSchedule,
    scope: "schedules:write",
    limit: "submits",
    tokensOut: "fired",
    audit: "schedule.backfill",
    right: "run",
    summary:
      "Submit a job for each slot of a past window that was not fired, at most 1,000; refused where a trigger would be",
    body: BackfillWindow,
    reply: Backfill,
    problems: ["schedule-not-found", "schedule-not-active", ...templateProblems],
  }),
};
