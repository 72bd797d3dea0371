import { may, type Principal } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { eventually } from "@formwork/engine/testing/eventually";
import { aDatabase } from "@formwork/engine/testing/servers/a-mongo-database";
import { expect } from "chai";
import { echo, type RunningApp, startApp } from "../../../scheduler/src/testing/start-app.ts";
import {
  makeObjects,
  publishKinds,
  type RightsObjects,
  reportWorker,
  storePerson,
} from "./objects-of-rights.ts";
import {
  type PersonOfRights,
  people,
  principalOf,
  ruleOf,
  type TemplateKind,
  templateKinds,
} from "./people-of-rights.ts";

type Row = [id: string, row: Operation];
/** An operation about one object, and what has to become of it. */
type Case = { path: string; isSeen: boolean; runs: boolean };

const rows: Row[] = Object.entries<Operation>(operations);

/** Streams are opened, and closed at once. */
const isStream = ({ replyType }: Operation) => replyType === "text/event-stream";
/** What takes objects away comes last. */
const lastRows = rows.toSorted(
  ([, one], [, two]) => Number(one.method === "delete") - Number(two.method === "delete"),
);

for (const [name, storeOf] of [
  ["SQLite", async () => ({ url: "sqlite:", dispose: async () => undefined })],
  ["MongoDB", onMongo],
] as const)
  describe(`The rights to each operation, on ${name},`, () => {
    let app: RunningApp;
    let actAs: Principal | null = null;
    let dispose: () => Promise<unknown>;
    let objects: RightsObjects;
    before(async function startWithTemplates() {
      this.timeout(60_000);
      const store = await storeOf();
      dispose = store.dispose;
      app = await startApp({
        store: store.url,
        wrap: (engine) => ({
          ...engine,
          accounts: {
            ...engine.accounts,
            authenticate: async (token) => actAs ?? engine.accounts.authenticate(token),
          },
        }),
      });
    });
    after(async () => {
      await app.stop();
      await dispose();
    });

    async function statusOf(row: Operation, path: string, body?: unknown): Promise<number> {
      const method = row.method.toUpperCase();
      if (!isStream(row)) return (await app.ask(path, { method, body })).status;
      const leave = new AbortController();
      const headers = { authorization: "Bearer x" };
      const { status } = await fetch(`${app.url}${path}`, { headers, signal: leave.signal });
      leave.abort();
      return status;
    }

    /** Returns the objects that an operation can concern, with what the rules say of each. */
    function casesOf(person: PersonOfRights, { concerns, path }: Operation): Case[] {
      const rule = ruleOf(person);
      if (concerns === "template")
        return templateKinds.map((template) => ({
          path: path.replace(":name", template),
          isSeen: rule.seesTemplate(template),
          runs: rule.runs(template),
        }));
      if (concerns === "action" && path.includes(":id"))
        return objects.action.map(({ id, maker }) => ({
          path: path.replace(":id", id),
          isSeen: rule.seesAction(maker),
          runs: true,
        }));
      if (concerns !== "job" && concerns !== "schedule") return [];
      return objects[concerns].map(({ id, maker, template }) => ({
        path: path.replace(":id", id),
        isSeen: rule.sees(maker, template),
        runs: rule.runs(template),
      }));
    }

    for (const person of people)
      describe(person.name, () => {
        const principal = principalOf(person);
        const rule = ruleOf(person);
        before(async () => {
          actAs = null;
          await publishKinds(app);
          await storePerson(app.engine, person);
          objects = await makeObjects(app.engine);
          await reportWorker(app.engine, objects);
          actAs = await app.engine.accounts.current(principal);
          expect(actAs).to.deep.include(principal);
        });
        after(() => {
          actAs = null;
        });

        it("is told nothing of foreign objects in any list", async () => {
          const foreign = [
            ...objects.job.filter(({ maker, template }) => !rule.sees(maker, template)),
            ...objects.schedule.filter(({ maker, template }) => !rule.sees(maker, template)),
            ...objects.action.filter(({ maker }) => !rule.seesAction(maker)),
          ].map(({ id }) => id);
          const hidden = templateKinds.filter((template) => !rule.seesTemplate(template));
          for (const [id, row] of rows) {
            if (row.method !== "get" || row.path.includes(":") || row.scope === "public") continue;
            if (!may(principal, row.scope)) continue;
            const { status, text } = await app.ask(row.path);
            expect(status, id).to.equal(200);
            for (const secret of [...foreign, ...hidden])
              expect(text, `${id} tells of ${secret}`).to.not.contain(secret);
          }
        });

        it("finds what is there in the lists", async () => {
          const seen = (list: { id: string; maker: string; template: TemplateKind }[]) =>
            list.flatMap(({ id, maker, template }) => (rule.sees(maker, template) ? [id] : []));
          const idsIn = async (path: string) => {
            const { json } = await app.ask(`/api/v1${path}`);
            return [json.items].flat().map((item) => Object(item).id);
          };
          const since = objects.job.map(({ id }) => id);
          const listed = (await idsIn("/jobs")).filter((id) => since.includes(id));
          expect(listed).to.have.members(seen(objects.job));
          expect(await idsIn("/schedules?limit=500")).to.include.members(seen(objects.schedule));
        });

        it("submits jobs of templates that may be run, and waits for no foreign one", async () => {
          if (!may(principal, "jobs:write")) return;
          for (const template of templateKinds) {
            const job = { template, payload: { text: "x" } };
            const refused = rule.seesTemplate(template) ? 403 : 404;
            const wanted = rule.runs(template) ? 201 : refused;
            const ask = (path: string, body: unknown) =>
              app.ask(`/api/v1${path}`, { method: "POST", body });
            expect((await ask("/jobs", job)).status, template).to.equal(wanted);
            const timed = { ...job, cron: "0 0 1 1 *" };
            expect((await ask("/schedules", timed)).status, template).to.equal(wanted);
            const batch = await ask("/jobs/batch", { jobs: [job] });
            expect(batch.json.accepted, template).to.equal(rule.runs(template) ? 1 : 0);
          }
          for (const { id, maker, template } of objects.job) {
            const body = { template: "open-work", payload: { text: "x" }, dependsOn: [id] };
            const { status } = await app.ask("/api/v1/jobs", { method: "POST", body });
            expect(status, `${maker} ${template}`).to.equal(rule.sees(maker, template) ? 201 : 422);
          }
        });

        it("reaches the objects that are there, and no other", async () => {
          for (const [id, row] of lastRows)
            for (const { path, isSeen, runs } of casesOf(person, row)) {
              const status = await statusOf(row, path, bodies[id]);
              const what = `${id} ${path} → ${status}`;
              if (!may(principal, row.scope)) expect(status, what).to.equal(403);
              else if (!isSeen) expect(status, what).to.equal(404);
              else if (row.right === "run" && !runs) expect(status, what).to.equal(403);
              else expect([200, 201, 204, 409, 422], what).to.include(status);
            }
        });

        it("counts, groups and exports no foreign jobs", async () => {
          const { json } = await app.ask("/api/v1/jobs/stats");
          const all = await app.engine.jobs.stats();
          const isAll = rule.sees("anybody", "hidden-work");
          if (isAll) expect(json.total).to.equal(all.total);
          else expect(json.total).to.be.below(all.total);
          if (!isAll) expect(json.byTemplate).to.not.have.property("hidden-work");
          const headers = { authorization: "Bearer x" };
          const file = await fetch(`${app.url}/api/v1/jobs/export?format=ndjson`, { headers });
          const text = await file.text();
          const exported = text
            .trim()
            .split("\n")
            .filter(Boolean)
            .map((line) => JSON.parse(line));
          for (const job of exported)
            expect(rule.sees(job.createdBy, job.template.name), job.id).to.equal(true);
        });

        it("moves no foreign job with others", async () => {
          if (!may(principal, "jobs:write")) return;
          await publishKinds(app);
          const { job } = await makeObjects(app.engine);
          const foreign = job.filter(({ maker, template }) => !rule.sees(maker, template));
          const create = (body: object) =>
            app.ask("/api/v1/jobs/actions", {
              method: "POST",
              body: { action: "cancel", ...body },
            });
          const { json } = await create({ ids: job.map(({ id }) => id) });
          const filtered = await create({ filter: {}, all: true });
          await drained(app, [String(json.id), String(filtered.json.id)]);
          for (const { id } of foreign)
            expect((await app.engine.jobs.get({ id })).state).to.equal("queued");
          for (const { id, maker, template } of job)
            if (rule.sees(maker, template))
              expect((await app.engine.jobs.get({ id })).state).to.equal("cancelled");
        });
      });

    it("are told alike by the rows about one object", () => {
      for (const [id, { concerns, path }] of rows) {
        if (/^\/api\/v1\/jobs\/:id/.test(path)) expect(concerns, id).to.equal("job");
        if (/^\/api\/v1\/schedules\/:id/.test(path)) expect(concerns, id).to.equal("schedule");
        if (/^\/api\/v1\/templates\/:name/.test(path)) expect(concerns, id).to.equal("template");
      }
    });
  });

async function onMongo() {
  const database = await aDatabase();
  const dispose = async () => {
    await database.empty();
    await database.stop();
  };
  return { url: database.url, dispose };
}

async function drained(app: RunningApp, ids: string[]): Promise<void> {
  let left = ids;
  await eventually(
    async () => {
      const states = await Promise.all(
        left.map(async (id) => ({ id, state: (await app.engine.actions.get({ id })).state })),
      );
      left = states.filter(({ state }) => state === "running").map(({ id }) => id);
      return left.length === 0;
    },
    () => `actions ${left.join()} have not ended`,
  );
}

/** Bodies with which an operation would succeed. */
const bodies: Record<string, unknown> = {
  "jobs.change": { priority: 9 },
  "jobs.rerun": {},
  "schedules.change": { name: "another" },
  "schedules.pause": {},
  "schedules.backfill": { from: "2026-01-01T00:00:00Z", to: "2026-01-01T00:00:01Z" },
  "templates.publish": { ...echo, name: "none" },
  "templates.validate": { payload: {} },
  "templates.set-access": { run: null, see: null },
};
