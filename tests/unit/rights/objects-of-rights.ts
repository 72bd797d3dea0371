import type { TemplateDefinition } from "@formwork/contracts/template";
import type { Caller } from "@formwork/engine/caller";
import type { Engine } from "@formwork/engine/engine";
import { usersTable } from "../../../engine/src/accounts/account-tables.ts";
import { echo, type RunningApp } from "../../../scheduler/src/testing/start-app.ts";
import {
  me,
  other,
  type PersonOfRights,
  type TemplateKind,
  templateKinds,
} from "./people-of-rights.ts";

/** An object that somebody made of a template. */
type RightsObject = { id: string; maker: string; template: TemplateKind };

/** The objects of each kind that an operation can concern. */
export type RightsObjects = {
  job: RightsObject[];
  schedule: RightsObject[];
  action: { id: string; maker: string }[];
};

const makers = [me, other];

/** Returns the caller that makes objects in somebody's name. */
export function makerCaller(id: string): Caller {
  const principal = { id, role: "admin", email: `${id}@example.org`, sessionId: null } as const;
  return { principal, traceparent: null };
}

/** Publishes a template of each kind, with its access list. */
export async function publishKinds({ engine }: Pick<RunningApp, "engine">): Promise<void> {
  const admin = makerCaller(other);
  for (const name of templateKinds) {
    const definition = { ...echo, name, title: `Title of ${name}` } as TemplateDefinition;
    await engine.templates.publish({ ...admin, name, definition });
    const run = name === "open-work" ? null : [];
    const see = name === "hidden-work" ? [] : null;
    await engine.access.set({ ...admin, name, access: { run, see } });
  }
}

/** Stores the user that a person is, and one more. */
export async function storePerson(engine: Engine, { role, sees }: PersonOfRights): Promise<void> {
  const users = engine.store.table(usersTable);
  const createdAt = new Date(0).toISOString();
  for (const id of makers) {
    const granted = id === me ? { role, ...(sees === undefined ? {} : { sees }) } : admin;
    await users.remove({ key: id });
    await users.insert({
      row: { id, email: `${id}@example.org`, createdAt, passwordHash: null, ...granted },
    });
  }
  engine.accounts.forgetAll();
}
const admin = { role: "admin" } as const;

/** Makes a job and a schedule of each template, and an action, in the name of each maker. */
export async function makeObjects(engine: Engine): Promise<RightsObjects> {
  const made: RightsObjects = { job: [], schedule: [], action: [] };
  for (const maker of makers) {
    const caller = makerCaller(maker);
    for (const template of templateKinds) {
      const input = { template, payload: { text: `text-of-${maker}-${template}` } };
      const { job } = await engine.jobs.submit({ ...caller, input });
      made.job.push({ id: job.id, maker, template });
      const timed = { ...input, name: `name-of-${maker}-${template}`, cron: "0 0 1 1 *" };
      const schedule = await engine.schedules.create({ ...caller, input: timed });
      made.schedule.push({ id: schedule.id, maker, template });
    }
    const input = { action: "cancel" as const, ids: [`none-of-${maker}`] };
    const { action } = await engine.actions.create({ ...caller, input });
    made.action.push({ id: action.id, maker });
  }
  return made;
}

/** Lets a worker report that it runs all jobs, so that lists of workers name them. */
export async function reportWorker(engine: Engine, { job }: RightsObjects): Promise<void> {
  const facts = { kinds: ["remote" as const], queues: null, concurrency: 10, host: "h", pid: 1 };
  await engine.workers.report({
    worker: { ...facts, id: "worker-1", version: "1" },
    jobs: job.map(({ id, maker, template }) => ({
      ...{ id, template, summary: `summary-of-${id}`, createdBy: maker },
    })),
    isStopping: false,
  });
}
