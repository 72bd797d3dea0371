import { expect } from "chai";
import { ann, type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Accounts over HTTP", () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.stop());
  const post = (path: string, body: unknown) =>
    app.ask(`/api/v1${path}`, { method: "POST", body, token: null });

  it("report whether set-up is needed, and refuse a second one", async () => {
    expect((await app.ask("/api/v1/setup", { token: null })).json).to.deep.equal({
      ...{ needed: false, provider: null },
    });
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
    const me = await app.ask("/api/v1/auth/me", { token: String(json.token) });
    expect(me.json).to.deep.equal({
      ...{ ...Object(json.user), tokenExpiresAt: json.expiresAt },
      ...{ sees: "all", linked: false, seeOnly: [], templates: null },
    });
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

  const refresh = (body: object, headers: Record<string, string> = {}) =>
    app.ask("/api/v1/auth/refresh", { method: "POST", token: null, body, headers });
  /** The cookies that a browser keeps of a reply. */
  const cookiesOf = ({ headers }: { headers: Headers }) =>
    headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");

  it("give programs a refresh token, good for one exchange", async () => {
    const { json: first } = await post("/auth/sign-in", ann);
    const { status, json: second } = await refresh({ refreshToken: first.refreshToken });
    expect(status).to.equal(200);
    expect(second.refreshToken).to.be.a("string").and.not.equal(first.refreshToken);
    const me = await app.ask("/api/v1/auth/me", { token: String(second.token) });
    expect(me.json).to.have.property("email", ann.email);
    const { json: third } = await refresh({ refreshToken: second.refreshToken });
    expect((await refresh({ refreshToken: first.refreshToken })).status).to.equal(401);
    expect((await refresh({ refreshToken: third.refreshToken })).json.code).to.equal(
      "not-signed-in",
    );
    expect((await app.ask("/api/v1/auth/me", { token: String(third.token) })).status).to.equal(401);
  });

  it("keep the refresh token of pages in a cookie that scripts cannot read", async () => {
    const origin = { origin: app.url };
    const signedIn = await app.ask("/api/v1/auth/sign-in", {
      ...{ method: "POST", token: null, body: ann, headers: origin },
    });
    expect(signedIn.json).to.not.have.property("refreshToken");
    const refreshing = signedIn.headers.getSetCookie().find((one) => one.includes("_refresh="));
    expect(refreshing).to.match(/; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = cookiesOf(signedIn);
    const refreshed = await refresh({}, { ...origin, cookie });
    expect(refreshed.status).to.equal(200);
    expect(refreshed.json).to.not.have.property("refreshToken");
    expect(cookiesOf(refreshed)).to.not.equal(cookie);
    const me = await app.ask("/api/v1/auth/me", {
      ...{ token: null, headers: { cookie: cookiesOf(refreshed) } },
    });
    expect(me.status).to.equal(200);
  });

  it("take a refresh cookie from their own pages alone, behind others of its name", async () => {
    const cookie = `formwork_refresh=planted; ${cookiesOf(await post("/auth/sign-in", ann))}`;
    const strangers: Record<string, string>[] = [
      { cookie },
      { cookie, origin: "https://evil.example" },
    ];
    for (const headers of strangers)
      expect((await refresh({}, headers)).json.code).to.equal("foreign-origin");
    expect((await refresh({}, { cookie, origin: app.url })).status).to.equal(200);
  });

  it("refuse a refresh without a token, or with another one", async () => {
    expect((await refresh({})).json.code).to.equal("not-signed-in");
    const { json } = await post("/auth/sign-in", ann);
    for (const refreshToken of ["", "a.0.b", json.token])
      expect((await refresh({ refreshToken })).status, String(refreshToken)).to.be.oneOf([
        401, 422,
      ]);
  });

  it("know of no provider unless one is set, and take its cookie from their own pages alone", async () => {
    const finish = (headers: Record<string, string>) =>
      app.ask("/api/v1/auth/provider/finish", { method: "POST", token: null, body: {}, headers });
    expect((await post("/auth/provider/begin", undefined)).json.code).to.equal("not-found");
    expect((await finish({})).json.code).to.equal("not-found");
    const cookie = "formwork_provider=planted";
    for (const origin of [undefined, "https://evil.example"])
      expect((await finish({ cookie, ...(origin && { origin }) })).json.code).to.equal(
        "foreign-origin",
      );
  });

  it("say of a link whose password it sets, or that it is no good", async () => {
    const { token } = await app.engine.accounts.people.invite({
      ...{ email: "bob@example.org", role: "viewer" },
    });
    expect((await post("/auth/accept/check", { token })).json).to.deep.equal({
      email: "bob@example.org",
    });
    for (const wrong of [`${token}x`, "a.b", ""])
      expect((await post("/auth/accept/check", { token: wrong })).json.code).to.equal("link-wrong");
  });

  it("clear the cookies at sign-out, and revoke the token", async () => {
    const { status, headers } = await app.ask("/api/v1/auth/sign-out", { method: "POST" });
    expect(status).to.equal(204);
    expect(headers.get("set-cookie"))
      .to.contain("formwork_session=; Max-Age=0")
      .and.contain("formwork_refresh=; Max-Age=0");
    expect((await app.ask("/api/v1/auth/me")).status).to.equal(401);
  });
});

describe("Setting up over HTTP", () => {
  it("makes the first admin with the link's token, signed in at once, and only once", async () => {
    const app = await startApp({ setUp: false });
    const ask = (token: string) =>
      app.ask("/api/v1/setup", { method: "POST", body: { ...ann, token }, token: null });
    expect((await app.ask("/api/v1/setup", { token: null })).json).to.deep.equal({
      ...{ needed: true, provider: null },
    });
    expect((await ask("guessed")).json.code).to.equal("setup-token-wrong");
    const token = await app.engine.accounts.setUpToken();
    const made = await ask(token);
    expect(made.status).to.equal(201);
    expect(made.headers.get("set-cookie")).to.contain(String(made.json.token));
    expect((await ask(token)).status).to.equal(409);
    await app.stop();
  });
});
