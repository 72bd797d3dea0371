import * as accounts from "@formwork/contracts/account";
import * as apiKeys from "@formwork/contracts/api-key";
import * as deadLetters from "@formwork/contracts/dead-letter";
import * as events from "@formwork/contracts/events/events";
import * as jobs from "@formwork/contracts/job";
import * as actions from "@formwork/contracts/job-action";
import * as queries from "@formwork/contracts/job-query";
import * as streams from "@formwork/contracts/job-stream";
import * as waits from "@formwork/contracts/job-wait";
import * as limits from "@formwork/contracts/limits";
import * as changes from "@formwork/contracts/payload-changes";
import * as people from "@formwork/contracts/person";
import * as problems from "@formwork/contracts/problem";
import * as queues from "@formwork/contracts/queue";
import * as retention from "@formwork/contracts/retention";
import * as runs from "@formwork/contracts/run";
import * as runLimits from "@formwork/contracts/run-limits";
import * as views from "@formwork/contracts/saved-view";
import * as schedules from "@formwork/contracts/schedule";
import * as states from "@formwork/contracts/states";
import * as templates from "@formwork/contracts/template";
import { accessEntry } from "@formwork/contracts/template-access";
import * as timelines from "@formwork/contracts/timeline";
import * as used from "@formwork/contracts/used-template";
import * as work from "@formwork/contracts/work";
import * as workers from "@formwork/contracts/worker";

const modules: object[] = [
  ...[accounts, apiKeys, deadLetters, events, jobs, actions, waits, limits, changes, people],
  ...[streams, problems, queues, retention, runs, views, schedules, templates, timelines, used],
  ...[work, workers, runLimits],
];

/** Parts of others that a generator would otherwise name as a schema that is there already. */
const parts: [string, object][] = [
  ["AccessEntry", accessEntry],
  ["JobTemplate", jobs.Job.properties.template],
  ["ClaimedTemplate", work.ClaimedWork.properties.template],
  ["InvitedUser", people.Invitation.properties.user],
  ["ActingKey", accounts.Me.properties.apiKey],
  ["JobFilter", actions.CreateJobAction.properties.filter],
  ["WaitTimes", timelines.TimelineBucket.properties.wait],
  ["RunTimes", timelines.TimelineBucket.properties.run],
];

/** The schemas that contracts export, which stand under `components` by these names. */
export const namedSchemas: readonly [string, object][] = [
  ...modules
    .flatMap((module) => Object.entries(module))
    .filter(([name, value]) => /^[A-Z]/.test(name) && isSchema(value)),
  ...parts,
];

/** Texts of one form, which stand under `components` by these names. */
export const namedPatterns: Readonly<Record<string, string>> = {
  [templates.templateName]: "TemplateName",
  [queues.queuePattern]: "QueueName",
};

function isSchema(value: unknown): value is object {
  return typeof value === "object" && value !== null && ("type" in value || "anyOf" in value);
}

/** Lists of texts that stand under `components` by these names, wherever a schema has one. */
export const namedEnums: Readonly<Record<string, readonly string[]>> = {
  JobState: states.jobStates,
  FinalState: states.finalStates,
  JobSort: queries.jobSorts,
  AttemptState: jobs.attemptStates,
  EventType: Object.keys(events.events),
  JobEventType: events.jobEventTypes,
  RunKind: runs.runKinds,
  Role: accounts.roles,
  Scope: accounts.scopes,
  KeyScope: accounts.keyScopes,
  JobActionName: actions.jobActionNames,
  JobActionState: actions.jobActionStates,
};

/** Those of them that may grow within a version of the API: a client takes values it does not know. */
export const openEnums: readonly string[] = ["EventType", "JobEventType", "Scope"];
