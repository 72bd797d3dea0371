import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aPublishedTemplate } from "../../scheduler/src/testing/a-published-template.ts";
import { type RunningApp, startApp } from "../../scheduler/src/testing/start-app.ts";
import { type LiveGateway, startLiveGateway } from "../support/live-gateway.ts";

describe("an open socket", () => {
  let app: RunningApp;
  let live: LiveGateway;
  before(async () => {
    app = await startApp();
    live = await startLiveGateway({ engine: app.engine });
  });
  after(async () => {
    await live.stop();
    await app.stop();
  });

  async function signIn(email: string, sees?: "all") {
    const { people } = app.engine.accounts;
    const granted = sees === undefined ? {} : { sees };
    const { user, token: link } = await people.invite({ email, role: "operator", ...granted });
    const password = "a password of it";
    const { token } = await app.engine.accounts.accept({ token: link, password });
    return { token, id: user.id };
  }
  async function connect(email: string) {
    const { token, id } = await signIn(email);
    return { ...(await live.connect(token)), id };
  }

  it("is cut off when its user is disabled, and let in no more", async () => {
    const { socket, seen, id } = await connect("bob@example.org");
    await app.engine.accounts.people.change({ id, change: { disabled: true } });
    await eventually(() => seen.includes("expired") && socket.disconnected, "the end");
    socket.connect();
    await eventually(() => seen.includes("not-signed-in"), "the refusal");
    socket.close();
  });

  it("is cut off when its user is removed", async () => {
    const { socket, seen, id } = await connect("cleo@example.org");
    await app.engine.accounts.people.remove({ id });
    await eventually(() => seen.includes("expired"), "the end");
    socket.close();
    expect(await app.engine.accounts.people.list({ limit: 10 })).to.have.property("next", null);
  });

  describe("of somebody who sees everybody's jobs, beside streams", () => {
    const call = async (method: string, path: string, body: unknown) =>
      (await app.ask(`/api/v1${path}`, { method, body })).json;
    const submit = async (template: string) =>
      String((await call("POST", "/jobs", { template, payload: { text: "x" } })).id);

    /** Opens a stream of server-sent events; `isOver` is true once the server has ended it. */
    async function stream(path: string, token: string) {
      const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream" };
      const { body, status } = await fetch(`${app.url}/api/v1${path}`, { headers });
      expect(status).to.equal(200);
      const state = { isOver: false };
      void (async () => {
        for await (const _ of body ?? []);
      })()
        .catch(() => undefined)
        .finally(() => {
          state.isOver = true;
        });
      return state;
    }
    /** Opens a socket, the log of a job and the log of events for one user. */
    async function open(email: string, template: string) {
      const { token, id } = await signIn(email, "all");
      const job = await submit(template);
      const socket = await live.connect(token);
      await socket.subscribe(["jobs", `job:${job}`]);
      const streams = await Promise.all(
        [`/jobs/${job}/logs/stream`, "/events"].map((path) => stream(path, token)),
      );
      const areOver = () =>
        eventually(
          () => socket.seen.includes("expired") && streams.every(({ isOver }) => isOver),
          () => `the end: ${socket.seen.join()} ${streams.map(({ isOver }) => isOver).join()}`,
        );
      const areOpen = () => socket.seen.length === 0 && !streams.some(({ isOver }) => isOver);
      return { ...socket, id, token, job, areOver, areOpen };
    }

    it("ends when the grant is taken, or an access list hides what is open", async () => {
      await aPublishedTemplate(app, "private");
      const [granted, listed, other] = [
        await open("dan@example.org", "echo"),
        await open("eve@example.org", "private"),
        await open("fay@example.org", "private"),
      ];
      await call("PATCH", `/users/${granted.id}`, { sees: "own" });
      await call("PUT", "/templates/private/access", { run: ["author"], see: ["fay@example.org"] });
      await Promise.all([granted.areOver(), listed.areOver()]);
      const reads = async ({ job, token }: typeof granted) =>
        (await app.ask(`/api/v1/jobs/${job}`, { token })).status;
      expect(await Promise.all([granted, listed, other].map(reads))).to.deep.equal([404, 404, 200]);
      expect(other.areOpen(), "who may still see it").to.equal(true);
      await call("PATCH", `/users/${other.id}`, { disabled: true });
      await other.areOver();
    });
  });

  describe("with an API key", () => {
    const by = async () => {
      const principal = await app.engine.accounts.authenticate(app.token);
      return { principal: principal ?? expect.fail("not signed in") };
    };
    const create = async (templates?: string[]) =>
      app.engine.accounts.apiKeys.create({
        ...(await by()),
        input: { name: "x", scopes: ["jobs:read"], ...(templates && { templates }) },
      });

    it("is cut off when the key is ended", async () => {
      const { key, id } = await create();
      const { socket, seen } = await live.connect(key);
      await app.engine.accounts.apiKeys.remove({ ...(await by()), id });
      await eventually(() => seen.includes("expired"), "the end");
      socket.close();
    });

    it("for certain templates hears of no others", async () => {
      await aPublishedTemplate(app, "other");
      const { key } = await create(["echo"]);
      const { socket, heard, subscribe } = await live.connect(key);
      await subscribe(["jobs"]);
      for (const template of ["other", "echo"])
        await app.ask("/api/v1/jobs", {
          method: "POST",
          body: { template, payload: { text: "x" } },
        });
      const templates = () => heard.map(({ data }) => Object(data).template.name);
      // Events come in the order of the log, so those of the first job would be there by then.
      await eventually(() => templates().includes("echo"), "the events of the second job");
      expect(templates()).to.not.include("other");
      socket.close();
    });
  });
});
