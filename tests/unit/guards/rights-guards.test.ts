import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aPublishedTemplate } from "../../../scheduler/src/testing/a-published-template.ts";
import type { RunningApp } from "../../../scheduler/src/testing/start-app.ts";
import { startLiveGateway } from "../../support/live-gateway.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type App = typeof import("../../../scheduler/src/testing/start-app.ts");
type Gateway = typeof import("../../../notifier/src/gateway.ts");

const policies = "contracts/src/policies";

describe("a guard of rights", function () {
  this.timeout(30_000);

  /** Starts a scheduler that may lack guards, with an operator, Bob, and the template `other`. */
  async function start(guards: readonly Guard[]) {
    const { startApp } = await importWithout<App>("scheduler/src/testing/start-app.ts", guards);
    const app = await startApp();
    await aPublishedTemplate(app, "other");
    const { people } = app.engine.accounts;
    const { token } = await people.invite({ email: "bob@example.org", role: "operator" });
    const bob = await app.engine.accounts.accept({ token, password: "a password of Bob" });
    const asBob = (path: string, asked: { method?: string; body?: object } = {}) =>
      app.ask(`/api/v1${path}`, { token: bob.token, ...asked });
    return { ...app, asBob, bob: bob.token };
  }
  const ofOther = { method: "POST", body: { template: "other", payload: { text: "x" } } };
  const submit = async ({ ask }: Pick<RunningApp, "ask">) =>
    String((await ask("/api/v1/jobs", ofOther)).json.id);
  const setAccess = ({ ask }: Pick<RunningApp, "ask">, body: object) =>
    ask("/api/v1/templates/other/access", { method: "PUT", body });

  it("hides jobs of others from an operator, one by one and in lists", async () => {
    const guard = {
      file: `${policies}/sight.ts`,
      find: 'return role === "admin" || role === "author" || sees === "all";',
      replace: "return [role, sees].length > 0;",
    };
    async function read(guards: readonly Guard[]) {
      const app = await start(guards);
      const id = await submit(app);
      const one = await app.asBob(`/jobs/${id}`);
      const cancelled = await app.asBob(`/jobs/${id}/cancel`, { method: "POST" });
      const list = await app.asBob("/jobs");
      await app.stop();
      return [one.status, cancelled.status, [list.json.items].flat().length];
    }
    expect(await read([guard]), "without").to.deep.equal([200, 200, 1]);
    expect(await read([]), "with").to.deep.equal([404, 404, 0]);
  });

  it("hides a template, with its jobs, from whom its access list leaves out", async () => {
    const guard = {
      file: `${policies}/templates.ts`,
      find: "if (principal === null || principal.barred?.fromSeeing.includes(name)) return false;",
      replace: "if (principal === null) return false;",
    };
    async function read(guards: readonly Guard[]) {
      const app = await start(guards);
      const own = await app.asBob("/jobs", ofOther);
      await setAccess(app, { run: ["author"], see: [] });
      const template = await app.asBob("/templates/other");
      const job = await app.asBob(`/jobs/${own.json.id}`);
      await app.stop();
      return [own.status, template.status, job.status];
    }
    expect(await read([guard]), "without").to.deep.equal([201, 200, 200]);
    expect(await read([]), "with").to.deep.equal([201, 404, 404]);
  });

  it("lets nobody run a template that may only be seen", async () => {
    const guard = {
      file: `${policies}/templates.ts`,
      find: "return maySeeTemplate(principal, name) && !principal?.barred?.fromRunning.includes(name);",
      replace: "return maySeeTemplate(principal, name);",
    };
    async function run(guards: readonly Guard[]) {
      const app = await start(guards);
      await setAccess(app, { run: ["author"], see: null });
      const { status } = await app.asBob("/jobs", ofOther);
      await app.stop();
      return status;
    }
    expect(await run([guard]), "without").to.equal(201);
    expect(await run([]), "with").to.equal(403);
  });

  it("pushes no events of foreign jobs, whatever room one is in, live and replayed", async () => {
    const guard = {
      file: `${policies}/events.ts`,
      find: " && maySeeSubject(principal, event)",
      replace: "",
    };
    async function hear(guards: readonly Guard[]) {
      const app = await start([]);
      const file = "notifier/src/gateway.ts";
      const { createGateway } = await importWithout<Gateway>(file, guards);
      const live = await startLiveGateway({ engine: app.engine, create: createGateway });
      const socket = await live.connect(app.bob);
      const joined = await socket.subscribe(["jobs"]);
      const foreign = await submit(app);
      const own = await app.asBob("/jobs", ofOther);
      const isOwn = ({ subject }: { subject: string }) => subject === own.json.id;
      // Events come in the order of the log, so those of the first job would be there by then.
      await eventually(() => socket.heard.some(isOwn), "the events of the own job");
      const isHeard = () => socket.heard.some(({ subject }) => subject === foreign);
      const isPushed = isHeard();
      await socket.unsubscribe(["jobs"]);
      socket.heard.length = 0;
      await socket.subscribe([`job:${foreign}`, `job:${own.json.id}`], Object(joined).cursor);
      await eventually(() => socket.heard.some(isOwn), "the replay of the own job");
      const isReplayed = isHeard();
      await live.stop();
      await app.stop();
      return { isPushed, isReplayed };
    }
    expect(await hear([guard]), "without").to.deep.equal({ isPushed: true, isReplayed: true });
    expect(await hear([]), "with").to.deep.equal({ isPushed: false, isReplayed: false });
  });

  it("closes what is open when rights become fewer", async () => {
    const guard = {
      file: "notifier/src/client/session.ts",
      find: "!seesLess(current, principal)",
      replace: "current !== null",
    };
    async function stays(guards: readonly Guard[]) {
      const app = await start([]);
      const file = "notifier/src/gateway.ts";
      const { createGateway } = await importWithout<Gateway>(file, guards);
      let looks = 0;
      const authenticate = async (token: string) => {
        const now = await app.engine.accounts.authenticate(token);
        if (now?.barred?.fromSeeing.includes("other")) looks++;
        return now;
      };
      const { bus, accounts } = app.engine;
      const live = await startLiveGateway({
        ...{ engine: { bus, accounts: { ...accounts, authenticate } }, create: createGateway },
        limits: { recheckIntervalMs: 50 },
      });
      const socket = await live.connect(app.bob);
      await socket.subscribe(["jobs"]);
      await setAccess(app, { run: ["author"], see: [] });
      // What a look found has taken effect when the next one begins.
      await eventually(() => looks > 1 || socket.seen.length > 0, "two looks at the token");
      const isOpen = socket.seen.length === 0;
      await live.stop();
      await app.stop();
      return isOpen;
    }
    expect(await stays([guard]), "without").to.equal(true);
    expect(await stays([]), "with").to.equal(false);
  });
});
