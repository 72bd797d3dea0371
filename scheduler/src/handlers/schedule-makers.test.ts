import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type RunningApp, startApp } from "../testing/start-app.ts";

describe("Schedules of users who may no more, over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.stop());

  const call = async (method: string, path: string, body?: object, token = app.token) =>
    (await app.ask(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) }))
      .json;
  async function operator(email: string) {
    const { people } = app.engine.accounts;
    const { user, token: link } = await people.invite({ email, role: "operator" });
    const password = "a password of theirs";
    const { token } = await app.engine.accounts.accept({ token: link, password });
    return { id: user.id, token };
  }
  const get = (id: unknown) => call("GET", `/schedules/${id}`);
  async function scheduleOf({ token }: { token: string }) {
    const body = { template: "echo", payload: { text: "hello" }, cron: "0 0 1 1 *" };
    return (await call("POST", "/schedules", body, token)).id;
  }
  const idsInNeed = async () =>
    [(await call("GET", "/schedules?attention=true")).items].flat().map((item) => Object(item).id);

  it("are paused with the reason, and go on in the name of who resumes them", async () => {
    const bob = await operator("bob@example.org");
    const id = await scheduleOf(bob);
    await call("PATCH", `/users/${bob.id}`, { disabled: true });
    await eventually(async () => (await get(id)).state === "paused", "the pause");
    expect(await get(id)).to.include({ pausedReason: "bob@example.org, who made it, is disabled" });
    expect(await idsInNeed()).to.include(id);
    await call("PATCH", `/users/${bob.id}`, { disabled: false });
    expect((await get(id)).state).to.equal("paused");
    await call("PATCH", `/users/${bob.id}`, { disabled: true });
    const resumed = await call("POST", `/schedules/${id}/resume`);
    const me = await call("GET", "/auth/me");
    expect(resumed).to.include({ state: "active", pausedReason: null, createdBy: me.id });
    expect(await idsInNeed()).to.not.include(id);
    expect(await call("POST", `/schedules/${id}/trigger`)).to.include({ createdBy: me.id });
  });

  it("are paused when the role of their maker runs no jobs any more, and not before", async () => {
    const dan = await operator("dan@example.org");
    const id = await scheduleOf(dan);
    await call("PATCH", `/users/${dan.id}`, { role: "author" });
    await call("PATCH", `/users/${dan.id}`, { role: "operator" });
    expect((await get(id)).state).to.equal("active");
    await call("PATCH", `/users/${dan.id}`, { role: "viewer" });
    await eventually(async () => (await get(id)).state === "paused", "the pause");
    expect(await get(id)).to.include({
      pausedReason: "dan@example.org, who made it, may not run jobs any more",
    });
    await call("PATCH", `/users/${dan.id}`, { role: "operator" });
    expect((await get(id)).state).to.equal("paused");
  });

  it("are paused when their maker is removed", async () => {
    const cleo = await operator("cleo@example.org");
    const id = await scheduleOf(cleo);
    await call("DELETE", `/users/${cleo.id}`);
    await eventually(async () => (await get(id)).state === "paused", "the pause");
    expect((await get(id)).pausedReason).to.equal("The user who made it was removed");
  });
});
