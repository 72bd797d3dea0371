import { expect } from "chai";
import { ann, type RunningApp, startApp } from "../testing/start-app.ts";

describe("Accounts over HTTP", () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.stop());
  const post = (path: string, body: unknown) =>
    app.ask(`/api/v1${path}`, { method: "POST", body, token: null });

  it("report whether set-up is needed, and refuse a second one", async () => {
    expect((await app.ask("/api/v1/setup", { token: null })).json).to.deep.equal({ needed: false });
    const { status, json } = await post("/setup", { ...ann, token: "whatever" });
    expect(status).to.equal(409);
    expect(json.code).to.equal("already-set-up");
  });

  it("reply to a sign-in with a token, and with a cookie that holds it", async () => {
    const { status, json, headers } = await post("/auth/sign-in", ann);
    expect(status).to.equal(200);
    expect(headers.get("set-cookie"))
      .to.contain(`formwork_session=${json.token};`)
      .and.contain("HttpOnly; SameSite=Lax");
    expect(json).to.have.nested.property("user.role", "admin");
    expect(JSON.stringify(json)).to.not.contain("argon2");
    expect((await app.ask("/api/v1/auth/me", { token: String(json.token) })).json).to.deep.equal(
      json.user,
    );
  });

  it("refuse a wrong password and an unknown user with the same reply", async () => {
    const wrong = await post("/auth/sign-in", { ...ann, password: "wrong" });
    const unknown = await post("/auth/sign-in", { email: "bob@example.org", password: "wrong" });
    expect(wrong.status).to.equal(401);
    expect({ ...unknown.json, traceId: "" }).to.deep.equal({ ...wrong.json, traceId: "" });
    expect(wrong.headers.get("set-cookie")).to.equal(null);
  });

  it("limit sign-ins per address, across accounts", async () => {
    const answers = await Promise.all(
      Array.from({ length: 35 }, (_, n) =>
        post("/auth/sign-in", { email: `u${n}@example.org`, password: "no" }),
      ),
    );
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed).to.have.length(5);
    expect(slowed[0]?.headers.get("retry-after")).to.match(/^\d+$/);
  });

  it("clear the cookie at sign-out, and revoke the token", async () => {
    const { status, headers } = await app.ask("/api/v1/auth/sign-out", { method: "POST" });
    expect(status).to.equal(204);
    expect(headers.get("set-cookie")).to.contain("formwork_session=; Max-Age=0");
    expect((await app.ask("/api/v1/auth/me")).status).to.equal(401);
  });
});

describe("Setting up over HTTP", () => {
  it("makes the first admin with the link's token, signed in at once, and only once", async () => {
    const app = await startApp({ setUp: false });
    const ask = (token: string) =>
      app.ask("/api/v1/setup", { method: "POST", body: { ...ann, token }, token: null });
    expect((await app.ask("/api/v1/setup", { token: null })).json).to.deep.equal({ needed: true });
    expect((await ask("guessed")).json.code).to.equal("setup-token-wrong");
    const token = await app.engine.accounts.setUpToken();
    const made = await ask(token);
    expect(made.status).to.equal(201);
    expect(made.headers.get("set-cookie")).to.contain(String(made.json.token));
    expect((await ask(token)).status).to.equal(409);
    await app.stop();
  });
});
