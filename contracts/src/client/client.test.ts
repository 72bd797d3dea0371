import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { createClient } from "./client.ts";
import { isProblemError, type ProblemError } from "./problem-error.ts";

type Seen = {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
};

const problem = {
  type: "about:blank",
  title: "No such job",
  status: 404,
  detail: "No job 7",
  code: "job-not-found",
  traceId: "t1",
};

describe("createClient", () => {
  let server: Server;
  let baseUrl: string;
  let seen: Seen;
  let answer: (response: ServerResponse) => void;

  before(async () => {
    server = createServer(async (request, response) => {
      seen = {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: await text(request),
      };
      answer(response);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    // A server that listens on a port has an AddressInfo.
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    answer = (response) => response.end('{"needed":true}');
  });

  const failure = (work: Promise<unknown>): Promise<ProblemError> =>
    work.then(
      () => expect.fail("the call should have failed"),
      (error) => {
        if (!isProblemError(error)) throw error;
        return error;
      },
    );

  it("returns the value of the reply", async () => {
    expect(await createClient({ baseUrl }).call("setup.state")).to.deep.equal({ needed: true });
    expect(seen).to.include({ method: "GET", url: "/api/v1/setup", body: "" });
    expect(seen.headers).to.not.have.property("content-type");
  });

  it("sends parameters, queries, headers, body and token", async () => {
    const client = createClient({ baseUrl: `${baseUrl}/`, token: "secret" });
    await client.call("jobs.create", {
      body: { template: "a" },
      headers: { "idempotency-key": "k" },
    });
    expect(seen).to.include({ method: "POST", url: "/api/v1/jobs", body: '{"template":"a"}' });
    expect(seen.headers).to.include({
      authorization: "Bearer secret",
      "content-type": "application/json",
      "idempotency-key": "k",
    });

    await client.call("jobs.list", {
      query: {
        state: ["queued", "running"],
        q: "a&b",
        limit: 5,
        tag: undefined,
        "payload.url": "x",
      },
    });
    expect(seen.url).to.equal(
      "/api/v1/jobs?state=queued&state=running&q=a%26b&limit=5&payload.url=x",
    );

    await client.call("jobs.get", { params: { id: "a/../b?c" } });
    expect(seen.url).to.equal("/api/v1/jobs/a%2F..%2Fb%3Fc");
  });

  it("refuses a parameter that would change which operation is called", () => {
    const client = createClient({ baseUrl });
    for (const id of ["", ".", ".."])
      expect(() => client.address("jobs.get", { params: { id } })).to.throw(/is no value/);
  });

  it("returns the address of a stream", () => {
    const address = createClient({ baseUrl: "" }).address("jobs.log-stream", {
      params: { id: "7" },
      query: { after: 3 },
    });
    expect(address).to.equal("/api/v1/jobs/7/logs/stream?after=3");
  });

  it("returns undefined for an empty reply", async () => {
    answer = (response) => response.writeHead(204).end();
    expect(await createClient({ baseUrl }).call("auth.sign-out")).to.equal(undefined);
  });

  it("throws the server's problem", async () => {
    answer = (response) =>
      response
        .writeHead(404, { "content-type": "application/problem+json" })
        .end(JSON.stringify(problem));
    const error = await failure(
      createClient({ baseUrl }).call("jobs.get", { params: { id: "7" } }),
    );
    expect(error).to.include({ message: "No job 7", status: 404 });
    expect(error.problem).to.deep.equal(problem);
  });

  it("says when a refused call may be tried again", async () => {
    answer = (response) =>
      response
        .writeHead(429, { "content-type": "application/problem+json", "retry-after": "7" })
        .end(JSON.stringify({ ...problem, status: 429, code: "too-many-requests" }));
    const before = Date.now();
    const { retryAt } = await failure(createClient({ baseUrl }).call("setup.state"));
    expect(retryAt).to.be.within(before + 7000, Date.now() + 7000);
  });

  it("throws unexpected-reply for a proxy's page", async () => {
    answer = (response) => response.writeHead(502).end("<html>Bad gateway</html>");
    const error = await failure(createClient({ baseUrl }).call("setup.state"));
    expect(error.problem).to.include({ code: "unexpected-reply", status: 502 });
    answer = (response) =>
      response.writeHead(200).end("<html>Sign in to the hotel's network</html>");
    expect((await failure(createClient({ baseUrl }).call("setup.state"))).problem.code).to.equal(
      "unexpected-reply",
    );
  });

  it("throws unreachable without a reply, or with a truncated one", async () => {
    const error = await failure(
      createClient({ baseUrl: "http://127.0.0.1:1" }).call("setup.state"),
    );
    expect(error.problem).to.include({ code: "unreachable", status: 0 });
    answer = (response) =>
      response.writeHead(200, { "content-length": 100 }).write("{", () => response.destroy());
    expect((await failure(createClient({ baseUrl }).call("setup.state"))).problem.code).to.equal(
      "unreachable",
    );
  });

  it("throws the reason of an aborted call", async () => {
    const abort = new AbortController();
    answer = () => abort.abort(new Error("left the page"));
    const error = await createClient({ baseUrl })
      .call("setup.state", { signal: abort.signal })
      .catch((reason: unknown) => reason);
    expect(error).to.equal(abort.signal.reason);
  });

  it("requires at compile time what the row requires", () => {
    const client = createClient({ baseUrl: "" });
    // @ts-expect-error the body is required
    const noBody = () => client.call("jobs.create", {});
    // @ts-expect-error the parameters are required
    const noParams = () => client.call("jobs.get");
    // @ts-expect-error a stream is no call
    const stream = () => client.call("jobs.log-stream", { params: { id: "7" } });
    // @ts-expect-error the row has no such query
    const unknownQuery = () => client.call("jobs.list", { query: { colour: "red" } });
    expect([noBody, noParams, stream, unknownQuery]).to.have.length(4);
  });
});
