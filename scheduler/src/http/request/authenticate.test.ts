import { may, type Principal, roles } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

describe("Authentication", () => {
  let app: RunningApp;
  let actAs: Principal | null;
  before(async () => {
    app = await startApp({
      wrap: (engine) => ({
        ...engine,
        accounts: {
          ...engine.accounts,
          authenticate: async (token) => actAs ?? engine.accounts.authenticate(token),
        },
      }),
    });
  });
  after(() => app.stop());
  beforeEach(() => {
    actAs = null;
  });
  const withCookie = (more: Record<string, string> = {}) => ({
    cookie: `a=1; formwork_session=${app.token}`,
    ...more,
  });

  it("accepts a bearer token, in any case of the scheme", async () => {
    expect((await app.ask("/api/v1/auth/me")).json).to.have.property("email", "ann@example.org");
    expect(
      (
        await app.ask("/api/v1/auth/me", {
          token: null,
          headers: { authorization: `bearer ${app.token}` },
        })
      ).status,
    ).to.equal(200);
  });

  it("accepts the session cookie", async () => {
    expect(
      (await app.ask("/api/v1/auth/me", { token: null, headers: withCookie() })).status,
    ).to.equal(200);
  });

  it("accepts the session cookie behind others of its name, which another port may have set", async () => {
    for (const planted of ["nonsense", "a.b.c", `${app.token.slice(0, -2)}xx`])
      for (const cookies of [
        [planted, app.token],
        [app.token, planted],
      ]) {
        const cookie = cookies.map((token) => `formwork_session=${token}`).join("; ");
        const { status } = await app.ask("/api/v1/auth/me", { token: null, headers: { cookie } });
        expect(status, cookie).to.equal(200);
      }
  });

  it("refuses all others, with WWW-Authenticate", async () => {
    const strangers: Record<string, string>[] = [
      {},
      { authorization: "Bearer nonsense" },
      { authorization: "Basic YTpi" },
      { cookie: "formwork_session=nonsense" },
    ];
    for (const headers of strangers) {
      const {
        status,
        json,
        headers: replied,
      } = await app.ask("/api/v1/auth/me", { token: null, headers });
      expect(status).to.equal(401);
      expect(json.code).to.equal("not-signed-in");
      expect(replied.get("www-authenticate")).to.equal("Bearer");
    }
  });

  it("does not fall back on the cookie when a token is wrong", async () => {
    expect(
      (
        await app.ask("/api/v1/auth/me", {
          token: null,
          headers: withCookie({ authorization: "Bearer wrong" }),
        })
      ).status,
    ).to.equal(401);
  });

  describe("by cookie, for unsafe methods,", () => {
    const post = (headers: Record<string, string>) =>
      app.ask("/api/v1/jobs", {
        method: "POST",
        token: null,
        body: { template: "echo", payload: { text: "x" } },
        headers: withCookie(headers),
      });

    it("accepts requests of its own origin", async () => {
      expect((await post({ origin: app.url })).status).to.equal(201);
    });

    it("refuses those of another origin, of origin null, and without an origin", async () => {
      const strangers: Record<string, string>[] = [
        { origin: "https://evil.example" },
        { origin: "null" },
        {},
      ];
      for (const headers of strangers) {
        const { status, json } = await post(headers);
        expect(status).to.equal(403);
        expect(json.code).to.equal("foreign-origin");
      }
    });

    it("but reads from any origin, which cannot see the reply", async () => {
      const { status, headers } = await app.ask("/api/v1/jobs", {
        token: null,
        headers: withCookie({ origin: "https://evil.example" }),
      });
      expect(status).to.equal(200);
      expect(headers.get("access-control-allow-origin")).to.equal(null);
      expect(headers.get("cross-origin-resource-policy")).to.equal("same-origin");
    });
  });

  it("refuses a sign-in from another origin", async () => {
    const body = { email: "ann@example.org", password: "correct horse battery" };
    const { json } = await app.ask("/api/v1/auth/sign-in", {
      method: "POST",
      token: null,
      body,
      headers: { origin: "https://evil.example" },
    });
    expect(json.code).to.equal("foreign-origin");
  });

  describe("allows each role its scopes, and nothing else:", () => {
    for (const role of roles)
      it(role, async () => {
        const principal: Principal = { id: "u", role, email: "u@example.org", sessionId: null };
        actAs = principal;
        for (const [id, row] of Object.entries<Operation>(operations)) {
          if (row.scope === "public" || id === "jobs.log-stream") continue;
          const path = row.path.replace(/:\w+/g, "none");
          const { status } = await app.ask(path, { method: row.method.toUpperCase() });
          expect(status === 403, `${role} ${id} → ${status}`).to.equal(!may(principal, row.scope));
        }
      });
  });
});
