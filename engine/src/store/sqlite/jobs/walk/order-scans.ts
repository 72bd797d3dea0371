import type { JobSort } from "@formwork/contracts/job-query";
import { isFinal, type JobState } from "@formwork/contracts/states";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { Clause } from "../filter.ts";
import {
  alongJobs,
  alongStandings,
  beforeAllTimes,
  createdRange,
  fieldOf,
  hasFinishedRange,
  type Scan,
  scansOfBranches,
} from "./scans.ts";

/** A template and a state that jobs of a filter may have. */
export type Place = { template: string; state: JobState };

/** Runs along the index of an order itself, over all jobs of some templates and states. */
export function scansInOrder(sort: JobSort, filter: JobFilter, places: readonly Place[]): Scan[] {
  switch (fieldOf(sort)) {
    case "createdAt":
      return [byCreation];
    case "runAt":
      return places.every(({ state }) => isWaiting(state))
        ? waitingScans(places)
        : templateScans("s.runAt", places);
    case "priority":
      return templateScans("s.priority", places);
    case "finishedAt":
      return [...(hasFinishedRange(filter) ? [] : openScans(places)), ...endedScans(places)];
  }
}

const along = { driver: alongStandings, shift: 0, ordered: true } as const;
const byCreation: Scan = {
  ...{ ...along, driver: alongJobs, branches: [{ sql: "true", values: [] }] },
  ...{ key: "j.createdAt", decides: createdRange },
};

function templateScans(key: string, places: readonly Place[]): Scan[] {
  const templates = new Set(places.map(({ template }) => template));
  const branches = [...templates].map((template) => is("s.template = ?", template));
  return scansOfBranches({ ...along, key, decides: ["template"] }, branches);
}

function isWaiting(state: JobState): boolean {
  return state === "scheduled" || state === "retrying";
}

/** The index of jobs that wait for their time has no others. It is found by the state's literal. */
function waitingScans(places: readonly Place[]): Scan[] {
  const branches = statesOf(places).map((state) => is(`s.state = '${state}'`));
  return scansOfBranches({ ...along, key: "s.runAt", decides: ["state"] }, branches);
}

/** Jobs without an end, by creation. */
function openScans(places: readonly Place[]): Scan[] {
  const states = statesOf(places).filter((state) => !isFinal(state));
  const branches = states.map((state) => is("s.state = ?", state));
  const shifted = { ...along, shift: beforeAllTimes, key: "s.createdAt" };
  return scansOfBranches({ ...shifted, decides: ["state"] }, branches);
}

function endedScans(places: readonly Place[]): Scan[] {
  const branches = places
    .filter(({ state }) => isFinal(state))
    .map(({ template, state }) =>
      is("s.state = ? and s.template = ? and s.finishedAt is not null", state, template),
    );
  const decides = ["state", "template", "finishedFrom", "finishedTo"] as const;
  return scansOfBranches({ ...along, key: "s.finishedAt", decides }, branches);
}

function statesOf(places: readonly Place[]): JobState[] {
  return [...new Set(places.map(({ state }) => state))];
}

function is(sql: string, ...values: string[]): Clause {
  return { sql, values };
}
