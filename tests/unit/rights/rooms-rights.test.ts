import type { Principal } from "@formwork/contracts/account";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import { rooms } from "@formwork/contracts/events/rooms";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { echo, type RunningApp, startApp } from "../../../scheduler/src/testing/start-app.ts";
import { type LiveClient, type LiveGateway, startLiveGateway } from "../../support/live-gateway.ts";
import {
  makeObjects,
  makerCaller,
  publishKinds,
  type RightsObjects,
  storePerson,
} from "./objects-of-rights.ts";
import {
  me,
  other,
  type PersonOfRights,
  people,
  principalOf,
  ruleOf,
  templateKinds,
} from "./people-of-rights.ts";

const tokenOf = ({ name }: PersonOfRights) => `token-of-${name.replaceAll(" ", "-")}`;
const principals = new Map<string, Principal>(
  people.map((person) => [tokenOf(person), principalOf(person)]),
);
const admin = people.find(({ role }) => role === "admin") ?? expect.fail("no admin");
const open = "open-work";

describe("The rights to each room", function () {
  this.timeout(60_000);
  let app: RunningApp;
  let live: LiveGateway;
  let objects: RightsObjects;
  /** A job of an open template that everybody may see: its events end what is compared. */
  let marker: string;
  /** The cursor before all that the test makes, of each person, and of the sockets. */
  const startOf = new Map<string, string>();
  let start: string;
  let watcher: LiveClient;

  before(async () => {
    const wrap = (engine: RunningApp["engine"]) => ({
      ...engine,
      accounts: {
        ...engine.accounts,
        authenticate: async (token: string) =>
          principals.get(token) ?? engine.accounts.authenticate(token),
      },
    });
    app = await startApp({ wrap });
    await storePerson(app.engine, admin);
    // A test asks faster than a page does.
    const limits = { messagesPerSecond: 1000, packetsPerSecond: 1000 };
    live = await startLiveGateway({ engine: wrap(app.engine), limits });
    watcher = await live.connect(tokenOf(admin));
    const joined = await watcher.subscribe(["jobs", "schedules", "queues", "workers"]);
    start = "cursor" in joined ? joined.cursor : expect.fail("not joined");
    for (const token of principals.keys())
      startOf.set(token, String((await app.ask("/api/v1/events", { token })).json.cursor));
    await publishKinds(app);
    objects = await makeObjects(app.engine);
    await heardOf([...everyId(), ...templateKinds]);
    await eventually(() => objects.action.every(hasEnded), "the end of the actions");
    marker = await submitMarker();
    await heardOf([marker]);
  });
  after(async () => {
    await live.stop();
    await app.stop();
  });

  const everyId = () => Object.values(objects).flatMap((list) => list.map(({ id }) => id));
  const allRooms = () => [
    ...[rooms.jobs, rooms.schedules, rooms.queues, rooms.workers, rooms.inbox],
    ...templateKinds.map(rooms.template),
    ...objects.job.map(({ id }) => rooms.job(id)),
    ...objects.schedule.map(({ id }) => rooms.schedule(id)),
  ];
  /** Waits until an admin has heard of all, so that what comes next is later in the log. */
  async function heardOf(subjects: string[], type = "") {
    const has = (id: string) =>
      watcher.heard.some((event) => event.subject === id && event.type.endsWith(type));
    await eventually(
      () => subjects.every(has),
      () => `events of ${subjects.filter((id) => !has(id)).join()}`,
    );
  }
  function hasEnded({ id }: { id: string }): boolean {
    return watcher.heard.some(
      ({ subject, data }) => subject === id && ["done", "failed"].includes(Object(data).state),
    );
  }
  async function submitMarker(): Promise<string> {
    const input = { template: open, payload: { text: "x" } };
    return (await app.engine.jobs.submit({ ...makerCaller(me), input })).job.id;
  }

  /** Whether an event is for a person, as the rules say it. */
  function isFor(person: PersonOfRights, { type, subject }: FormworkEvent): boolean {
    const rule = ruleOf(person);
    const made = [...objects.job, ...objects.schedule].find(({ id }) => id === subject);
    const action = objects.action.find(({ id }) => id === subject);
    if (made !== undefined) return rule.sees(made.maker, made.template);
    if (action !== undefined) return rule.seesAction(action.maker);
    const template = templateKinds.find((name) => name === subject);
    if (template !== undefined) return rule.seesTemplate(template);
    expect(type, "an event for everybody").to.match(/^(worker|queue|retention|template)\./);
    return true;
  }

  /** Replays a room up to the marker; returns what it held. */
  async function replayed(client: LiveClient, room: string): Promise<FormworkEvent[]> {
    const joined = [room, rooms.job(marker)];
    client.heard.length = 0;
    expect(await client.subscribe(joined, start), room).to.include({ ok: true, mode: "replayed" });
    await eventually(
      () => client.heard.some(({ subject }) => subject === marker),
      () => `the end of ${room}`,
    );
    await client.unsubscribe(joined);
    const end = client.heard.findIndex(({ subject }) => subject === marker);
    return client.heard.slice(0, end);
  }
  const names = (events: readonly FormworkEvent[]) => [
    ...new Set(events.map(({ id, type, subject }) => `${type} ${subject} ${id}`)),
  ];
  const expected = (person: PersonOfRights, events: readonly FormworkEvent[]) =>
    names(events.filter((event) => isFor(person, event)));

  it("let a replay tell what a person may see, in each room and no more", async () => {
    const everything = await live.connect(tokenOf(admin));
    const clients = await Promise.all(
      people.map(async (person) => ({ person, client: await live.connect(tokenOf(person)) })),
    );
    for (const room of allRooms()) {
      const all = await replayed(everything, room);
      if (/^(job|schedule|template):/.test(room)) expect(all, room).to.not.deep.equal([]);
      for (const { person, client } of clients)
        expect(names(await replayed(client, room)), `${room} as ${person.name}`).to.deep.equal(
          expected(person, all),
        );
    }
    for (const { socket } of [everything, ...clients.map(({ client }) => client)]) socket.close();
  });

  it("hold for the log of events over HTTP", async () => {
    const pageOf = async (person: PersonOfRights) => {
      const token = tokenOf(person);
      const after = encodeURIComponent(startOf.get(token) ?? "");
      const { json } = await app.ask(`/api/v1/events?limit=500&after=${after}`, { token });
      // The document describes it, against which the reply was checked.
      const items = json.items as FormworkEvent[];
      return items.slice(
        0,
        items.findIndex(({ subject }) => subject === marker),
      );
    };
    const all = await pageOf(admin);
    expect(all.length).to.be.above(objects.job.length);
    for (const person of people)
      expect(names(await pageOf(person)), person.name).to.deep.equal(expected(person, all));
  });

  it("hold for what happens while a socket is open", async () => {
    const clients = await Promise.all(
      people.map(async (person) => ({ person, client: await live.connect(tokenOf(person)) })),
    );
    for (const { client } of clients)
      expect(await client.subscribe([...allRooms(), rooms.job(marker)])).to.include({ ok: true });
    watcher.heard.length = 0;
    await act();
    await app.engine.jobs.cancel({ ...makerCaller(me), id: marker });
    const isOver = ({ heard }: LiveClient) => heard.some(({ subject }) => subject === marker);
    await eventually(
      () => [watcher, ...clients.map(({ client }) => client)].every(isOver),
      "the end of the marker",
    );
    // What else goes on in the house may have begun before the first of them listened.
    const upToMarker = ({ heard }: LiveClient) =>
      heard
        .slice(
          0,
          heard.findIndex(({ subject }) => subject === marker),
        )
        .filter(({ type }) => !type.startsWith("retention."));
    const all = upToMarker(watcher);
    for (const { person, client } of clients)
      expect(names(upToMarker(client)), person.name).to.deep.equal(expected(person, all));
    for (const { client } of clients) client.socket.close();
  });

  /** Lets something happen to each object, and waits until it is in the log. */
  async function act() {
    const caller = makerCaller(other);
    for (const { id } of objects.job) await app.engine.jobs.cancel({ ...caller, id });
    for (const { id } of objects.schedule) await app.engine.schedules.pause({ ...caller, id });
    for (const name of templateKinds) {
      const definition = { ...echo, name, title: `Another ${name}` } as TemplateDefinition;
      await app.engine.templates.publish({ ...caller, name, definition });
    }
    await app.engine.queues.pause({ ...caller, name: "aside" });
    await heardOf(
      objects.job.map(({ id }) => id),
      "cancelled",
    );
    await heardOf([...objects.schedule.map(({ id }) => id), ...templateKinds, "aside"]);
  }
});
