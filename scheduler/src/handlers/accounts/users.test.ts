import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Users over HTTP", () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp({ publicUrl: "https://jobs.example.org" });
  });
  after(() => app.stop());
  const call = (method: string, path: string, body?: unknown, token: string | null = app.token) =>
    app.ask(`/api/v1${path}`, { method, body, token });

  async function invite(email: string, role = "operator") {
    const { status, json } = await call("POST", "/users", { email, role });
    expect(status).to.equal(201);
    const link = String(json.link);
    return { id: String(Object(json.user).id), link, token: link.split("#")[1] ?? "" };
  }
  const accept = (token: string, password = "a password of theirs") =>
    call("POST", "/auth/accept", { token, password }, null);

  it("are invited by a link to the public address, which signs in", async () => {
    const { link, token } = await invite("bob@example.org");
    expect(link).to.match(/^https:\/\/jobs\.example\.org\/accept#[\w.-]+$/);
    const { status, json, headers } = await accept(token);
    expect(status).to.equal(200);
    expect(headers.get("set-cookie")).to.contain("__Host-formwork_session=");
    const me = await call("GET", "/auth/me", undefined, String(json.token));
    expect(me.json).to.include({ email: "bob@example.org", role: "operator" });
    expect((await accept(token)).json.code).to.equal("link-wrong");
  });

  it("are listed without anything secret, changed, reset and removed", async () => {
    const { id } = await invite("cleo@example.org");
    const list = await call("GET", "/users?limit=500");
    expect(JSON.stringify(list.json)).to.not.match(/argon2|hash|generation/);
    expect(list.json.items).to.be.an("array").with.length.above(1);
    const changed = await call("PATCH", `/users/${id}`, { role: "viewer", disabled: true });
    expect(changed.json).to.include({ role: "viewer", disabled: true, linkExpiresAt: null });
    expect((await call("POST", `/users/${id}/reset`)).json.code).to.equal("user-disabled");
    await call("PATCH", `/users/${id}`, { disabled: false });
    expect((await call("POST", `/users/${id}/reset`)).status).to.equal(200);
    expect((await call("DELETE", `/users/${id}`)).status).to.equal(204);
    expect((await call("PATCH", `/users/${id}`, { role: "viewer" })).status).to.equal(404);
  });

  it("are refused with the field that is wrong", async () => {
    await invite("dan@example.org");
    for (const [body, status, pointer] of [
      [{ email: "dan@example.org", role: "viewer" }, 409, "/email"],
      [{ email: "no address", role: "viewer" }, 422, "/email"],
      [{ email: "eve@example.org", role: "root" }, 422, "/role"],
      [{ email: "eve@example.org" }, 422, "/role"],
      [{ email: "eve@example.org", role: "viewer", disabled: false }, 422, "/disabled"],
    ] as const) {
      const { status: is, json } = await call("POST", "/users", body);
      const pointers = [json.errors].flat().map((error) => Object(error).pointer);
      expect([is, ...pointers], JSON.stringify(body)).to.deep.equal([status, pointer]);
    }
  });

  it("cannot raise themselves: only an admin invites, and nobody sends a role elsewhere", async () => {
    const { id, token } = await invite("frank@example.org", "author");
    const own = String((await accept(token)).json.token);
    for (const [method, path, body] of [
      ["POST", "/users", { email: "accomplice@example.org", role: "admin" }],
      ["PATCH", `/users/${id}`, { role: "admin" }],
      ["POST", `/users/${id}/reset`, undefined],
      ["DELETE", `/users/${id}`, undefined],
      ["GET", "/users", undefined],
    ] as const)
      expect((await call(method, path, body, own)).json.code, `${method} ${path}`).to.equal(
        "forbidden",
      );
    const mine = await call(
      "POST",
      "/auth/password",
      { current: "a password of theirs", next: "another password", role: "admin" },
      own,
    );
    expect(mine.status).to.equal(422);
  });

  it("change their password, and see and end their other sessions", async () => {
    const { token } = await invite("gus@example.org");
    const own = String((await accept(token)).json.token);
    const login = { email: "gus@example.org", password: "a password of theirs" };
    const other = String((await call("POST", "/auth/sign-in", login, null)).json.token);
    const sessions = await call("GET", "/auth/sessions", undefined, own);
    const [newest] = [sessions.json.items].flat().map(Object);
    expect(newest).to.include({ current: false, address: "127.0.0.1" });
    expect((await call("DELETE", `/auth/sessions/${newest.id}`, undefined, own)).status).to.equal(
      204,
    );
    expect((await call("GET", "/auth/me", undefined, other)).status).to.equal(401);
    const wrong = { current: "not mine", next: "another password" };
    expect((await call("POST", "/auth/password", wrong, own)).json.code).to.equal("wrong-password");
    const right = { current: login.password, next: "another password" };
    expect((await call("POST", "/auth/password", right, own)).status).to.equal(204);
    expect((await call("GET", "/auth/me", undefined, own)).status).to.equal(200);
    expect((await call("POST", "/auth/sign-in", login, null)).status).to.equal(401);
  });

  it("cannot be accepted from another site", async () => {
    const { token } = await invite("hal@example.org");
    const { json } = await app.ask("/api/v1/auth/accept", {
      method: "POST",
      token: null,
      body: { token, password: "a password of theirs" },
      headers: { origin: "https://evil.example" },
    });
    expect(json.code).to.equal("foreign-origin");
  });

  it("limit who guesses links, by address", async () => {
    const guesses = await Promise.all(Array.from({ length: 40 }, (_, n) => accept(`x.${n}`)));
    const slowed = guesses.filter(({ status }) => status === 429);
    expect(slowed.length).to.be.above(5);
    expect(slowed[0]?.headers.get("retry-after")).to.match(/^\d+$/);
  });
});
