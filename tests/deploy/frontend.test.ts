import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { isRetryable, type Problem, type ProblemCode, problems } from "@formwork/contracts/problem";
import { eventually } from "@formwork/engine/testing/eventually";
import { contentPolicy, secureHeaders } from "@formwork/scheduler/http/reply/secure-headers";
import { expect } from "chai";
import type { Server } from "../support/servers/run-server.ts";
import { readDockerfile, readEnv } from "./support/dockerfile.ts";
import { type Names, startNames } from "./support/names.ts";
import { type Nginx, startNginx } from "./support/nginx.ts";
import { startUpstream, type Upstream } from "./support/upstream.ts";

const html = { headers: { accept: "text/html" } };
/** Returns the headers of a reply of the scheduler. */
const own = { "content-security-policy": "its own", "strict-transport-security": "max-age=1" };
const image = readDockerfile("frontend/Dockerfile").at(-1)?.instructions;
const defaults = readEnv(image?.find(({ keyword }) => keyword === "ENV")?.text ?? "");
const script = "/assets/main.0123456789.js";

describe("The frontend's nginx", function () {
  this.timeout(60_000);
  let folder: string;
  let names: Names;
  let scheduler: Upstream;
  let nginx: Nginx;
  const get = (path: string, init: RequestInit = {}) => fetch(new URL(path, nginx.url), init);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "formwork-ui-"));
    await mkdir(join(folder, "assets"));
    await writeFile(
      join(folder, "index.html"),
      '<meta content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
    );
    await writeFile(join(folder, script), "// a script\n".repeat(1000));
    await writeFile(join(folder, ".stamp"), "of the build");
    names = await startNames();
    scheduler = await startUpstream({
      answer: (request, response) => {
        request
          .resume()
          .on("end", () => response.setHeaders(new Map(Object.entries(own))).end(request.url));
      },
    });
    names.addresses.set("scheduler", ["127.0.0.1"]);
    nginx = await startNginx(settings());
  });
  after(async () => {
    await nginx?.stop();
    await scheduler?.stop();
    await names?.stop();
    await rm(folder, { recursive: true });
  });
  const settings = (changes: Record<string, string> = {}) => ({
    ...defaults,
    FRONTEND_UI: folder,
    FRONTEND_RESOLVER: names.address,
    FRONTEND_SCHEDULER: `scheduler:${scheduler.port}`,
    FRONTEND_NOTIFIER: `notifier:${scheduler.port}`,
    FRONTEND_TRUSTED_PROXY: "127.0.0.1",
    FRONTEND_PUBLIC_URL: "http://localhost:8080",
    ...changes,
  });

  describe("serves the page", () => {
    it("with a new nonce per request, the same in the page and in the policy", async () => {
      const visits = await Promise.all(
        ["/", "/index.html", "/jobs/42?tab=log"].map((path) => get(path, html)),
      );
      const nonces = await Promise.all(
        visits.map(async (reply) => [...new Set((await reply.text()).match(/[\da-f]{32}/g))]),
      );
      expect(new Set(nonces.flat()).size).to.equal(3);
      visits.forEach((reply, index) => {
        expect(nonces[index]).to.have.length(1);
        expect(reply.headers.get("content-security-policy")).to.equal(
          contentPolicy(nonces[index]?.[0]),
        );
      });
    });

    it("with the headers that the scheduler sends", async () => {
      const expected: Record<string, string> = {};
      // The part of a context that the middleware uses.
      const ctx = { set: (all: object) => Object.assign(expected, all) } as never;
      await secureHeaders({ publicUrl: "http://localhost:8080" })(ctx, async () => undefined);
      const { headers } = await get("/", html);
      for (const [name, value] of Object.entries(expected))
        if (!/^(Cache-Control|Content-Security-Policy)$/.test(name))
          expect(headers.get(name), name).to.equal(value);
      expect(headers.get("cache-control")).to.equal("no-cache");
      expect(headers.get("content-type")).to.equal("text/html; charset=utf-8");
      expect(headers.get("etag") ?? headers.get("last-modified")).to.equal(null);
    });

    it("to browsers only, and 404 for unknown addresses", async () => {
      const reply = await get("/jobs/42");
      expect(reply.status).to.equal(404);
      await expectProblem(reply, "not-found");
    });

    it("and sends Strict-Transport-Security where the public address is https", async () => {
      const tls = { FRONTEND_PUBLIC_URL: "https://jobs.example.org" };
      expect(await transportSecurity(settings(tls))).to.deep.equal(["max-age=31536000"]);
      const everywhere = await transportSecurity(
        settings({ ...tls, FRONTEND_HSTS_SUBDOMAINS: "on" }),
      );
      expect(everywhere).to.deep.equal(["max-age=31536000; includeSubDomains"]);
      expect(await transportSecurity(settings({ FRONTEND_HSTS_SUBDOMAINS: "on" }))).to.deep.equal([
        null,
      ]);
    });
  });

  it("caches files with a content hash in their name for good, and compresses them", async () => {
    const reply = await get(script);
    expect(reply.headers.get("cache-control")).to.equal("public, max-age=31536000, immutable");
    expect(reply.headers.get("content-encoding")).to.equal("gzip");
    expect(reply.headers.get("content-security-policy")).to.equal(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect(await reply.text()).to.have.length(12_000);
  });

  it("caches no 404, and serves no hidden file", async () => {
    for (const path of ["/assets/gone.0123456789.js", "/.stamp"]) {
      const reply = await get(path, html);
      expect(reply.headers.get("cache-control"), path).to.equal("no-store");
      await expectProblem(reply, "not-found");
    }
  });

  describe("passes on", () => {
    it("replies of the scheduler with their headers", async () => {
      for (const path of [
        "/api/v1/jobs?limit=2&cursor=a%2Fb",
        "/docs",
        "/docs/page.js",
        "/openapi.json",
        "/health/ready",
      ]) {
        const reply = await get(path);
        expect(await reply.text()).to.equal(path);
        expect(reply.headers.get("content-security-policy"), path).to.equal("its own");
      }
    });

    it("neither metrics nor addresses that only begin like one of ours", async () => {
      for (const path of ["/metrics", "/apiary", "/healthy"])
        await expectProblem(await get(path), "not-found");
    });

    it("the requested host, and the caller's address from a trusted proxy", async () => {
      await get("/api/v1/auth/me", {
        headers: { "x-forwarded-for": "203.0.113.7", "x-forwarded-host": "evil.example" },
      });
      const { headers } = scheduler.asked.at(-1) ?? {};
      expect(headers?.host).to.equal(new URL(nginx.url).host);
      expect(headers?.["x-forwarded-for"]).to.equal("203.0.113.7");
      expect(headers).to.not.have.property("x-forwarded-host");
    });

    it("no forged address of a caller", async () => {
      for (const trusted of ["10.9.8.7", defaults.FRONTEND_TRUSTED_PROXY ?? ""]) {
        const wary = await startNginx(settings({ FRONTEND_TRUSTED_PROXY: trusted }));
        await fetch(new URL("/api/v1/auth/me", wary.url), {
          headers: { "x-forwarded-for": "203.0.113.7" },
        });
        await wary.stop();
        expect(scheduler.asked.at(-1)?.headers["x-forwarded-for"], trusted).to.equal("127.0.0.1");
      }
    });

    it("bodies up to the limit of the API, and no larger ones", async () => {
      const most = Math.max(
        ...Object.values<Operation>(operations).map(({ bodyLimit = 0 }) => bodyLimit),
      );
      const post = (bytes: number) =>
        get("/api/v1/jobs/batch", { method: "POST", body: Buffer.alloc(bytes) });
      expect((await post(most)).status).to.equal(200);
      const refused = await post(most + 1);
      expect(await refused.clone().text()).to.contain(`A body may have ${most / 1024 ** 2} MB`);
      await expectProblem(refused, "too-large");
    });
  });

  it("answers errors of its own as problem details, like the API", async () => {
    await expectProblem(await get("/", { method: "POST" }), "method-not-allowed");
    const away = await get("/socket.io/?transport=websocket");
    expect(away.headers.get("retry-after")).to.equal("1");
    await expectProblem(away, "unavailable");
  });

  describe("passes a request on from a scheduler that", () => {
    const other = "127.0.0.2";
    let second: Upstream | undefined;
    afterEach(async () => {
      names.addresses.set("scheduler", ["127.0.0.1"]);
      await second?.stop();
    });
    /** Sends a few requests of a method; returns the statuses of the replies. */
    async function statusesOf(method: string): Promise<number[]> {
      const statuses: number[] = [];
      for (let left = 6; left > 0; left--)
        statuses.push((await get("/api/v1/jobs", { method })).status);
      return statuses;
    }
    const allAnswered = Array(6).fill(200);

    it("does not listen, whatever the method", async () => {
      names.addresses.set("scheduler", ["127.0.0.1", other]);
      expect(await statusesOf("POST")).to.deep.equal(allAnswered);
    });

    it("answers 503, unless that request may have been stored", async () => {
      const answer: Parameters<typeof startUpstream>[0]["answer"] = (_, response) =>
        response.writeHead(503).end();
      second = await startUpstream({ answer, host: other, port: scheduler.port });
      names.addresses.set("scheduler", ["127.0.0.1", other]);
      // nginx chooses between the two by chance.
      for (const method of ["GET", "PUT"]) {
        const before = second.asked.length;
        const wasAsked = () => (second?.asked.length ?? 0) > before;
        await eventually(async () => {
          expect(await statusesOf(method)).to.deep.equal(allAnswered);
          return wasAsked();
        }, `the second scheduler to be asked for a ${method}`);
      }
      await eventually(async () => (await statusesOf("POST")).includes(503), "a POST to fail");
    });
  });

  it("logs no query string, whatever the status of the reply", async () => {
    const lonely = await startNginx(
      settings({ FRONTEND_SCHEDULER: "127.0.0.1:9", FRONTEND_NOTIFIER: "nowhere:8080" }),
    );
    try {
      const asked = [
        "/api/v1/jobs?q=private",
        "/socket.io/?q=private",
        "/assets/gone.js?q=private",
      ];
      for (const path of asked)
        expect((await fetch(new URL(path, lonely.url))).ok, path).to.equal(false);
      await eventually(
        async () => (await lonely.requests()).split("\n").length > asked.length,
        "the requests in the log",
      );
      expect(await lonely.requests())
        .to.contain('"path":"/api/v1/jobs","status":503')
        .and.contain('"upstream":"127.0.0.1:9","upstreamStatus":"502"');
      expect((await lonely.requests()) + (await lonely.errors())).to.not.contain("private");
    } finally {
      await lonely.stop();
    }
  });

  describe("before several replicas", () => {
    let replicas: Upstream[];
    let scaled: Server;
    const start = async (host: string) => {
      const port = replicas[0]?.port ?? 0;
      replicas.push(
        await startUpstream({ answer: (_request, response) => response.end(host), host, port }),
      );
    };
    /** Returns which replicas answer 24 requests, sent one after the other. */
    const answering = async () => {
      const hosts = new Set<string>();
      for (let left = 24; left > 0; left--)
        hosts.add(await (await fetch(new URL("/api/v1/jobs", scaled.url))).text());
      return [...hosts].sort();
    };

    before(async () => {
      replicas = [];
      for (const host of ["127.0.0.1", "127.0.0.2"]) await start(host);
      names.addresses.set("replicas", ["127.0.0.1", "127.0.0.2"]);
      scaled = await startNginx(settings({ FRONTEND_SCHEDULER: `replicas:${replicas[0]?.port}` }));
    });
    after(async () => {
      await scaled?.stop();
      for (const replica of replicas) await replica.stop();
    });

    it("sends requests to each, to new ones, and to none that left", async () => {
      expect(await answering()).to.deep.equal(["127.0.0.1", "127.0.0.2"]);
      await replicas[0]?.stop();
      expect(await answering()).to.deep.equal(["127.0.0.2"]);
      await start("127.0.0.3");
      names.addresses.set("replicas", ["127.0.0.2", "127.0.0.3"]);
      await eventually(async () => (await answering()).includes("127.0.0.3"), "the third replica");
    });
  });
});

/**
 * Returns the distinct Strict-Transport-Security headers of the page, of the API and of an error of
 * nginx's own.
 */
async function transportSecurity(settings: Record<string, string>): Promise<unknown[]> {
  const server = await startNginx(settings);
  try {
    const replies = await Promise.all(
      ["/", "/api/v1/jobs", "/socket.io/"].map((path) => fetch(new URL(path, server.url), html)),
    );
    return [...new Set(replies.map(({ headers }) => headers.get("strict-transport-security")))];
  } finally {
    await server.stop();
  }
}

async function expectProblem(reply: Response, code: ProblemCode): Promise<void> {
  expect(reply.headers.get("content-type")).to.equal("application/problem+json");
  // Whether it is one is what is compared below.
  const { detail, traceId, ...problem } = (await reply.json()) as Problem;
  const { status, title } = problems[code];
  expect(problem).to.deep.equal({
    ...{ type: `/docs/problems#${code}`, title, status, code },
    retryable: isRetryable(code),
  });
  expect(reply.status).to.equal(status);
  expect(detail).to.be.a("string").with.length.above(10);
  expect(traceId).to.match(/^[\da-f]{32}$/);
}
