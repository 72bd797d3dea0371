import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { anExampleRunner, type ExampleRunner } from "../testing/run-example.ts";
import { shippedTemplate } from "../testing/shipped.ts";

const template = shippedTemplate("http-check");

describe("http-check", () => {
  let runner: ExampleRunner;
  let site: Server;
  let seen: IncomingHttpHeaders;
  before(async () => {
    runner = await anExampleRunner();
    site = createServer((request, response) => {
      seen = request.headers;
      response.writeHead(Number(request.url?.slice(1)), { "content-type": "application/json" });
      response.end('{"status":"ok","version":7}');
    }).listen(0, "127.0.0.1");
    await once(site, "listening");
  });
  after(async () => {
    await runner.close();
    site.close();
  });

  const call = async (path: string, rest: Record<string, unknown> = {}) => {
    const { port } = site.address() as AddressInfo; // it listens on a port, not on a pipe
    const payload = {
      url: `http://127.0.0.1:${port}/${path}`,
      accept: "text/html",
      expect: { status: 200 },
      ...rest,
    };
    return (await runner.run(template, payload)).outcome;
  };

  it("succeeds with the expected status and returns the response", async () => {
    const outcome = await call("200");
    expect(outcome).to.deep.include({ outcome: "succeeded" });
    expect(outcome).to.have.nested.property("result.status", 200);
    expect(outcome).to.have.nested.property("result.body.status", "ok");
    expect(seen.accept).to.equal("text/html");
  });

  it("sends credentials only when given some", async () => {
    await call("200", { auth: { kind: "none" } });
    expect(seen).not.to.have.any.keys("authorization", "x-api-key");
    await call("200", { auth: { kind: "bearer", token: "t0k3n" } });
    expect(seen).to.include({ authorization: "Bearer t0k3n" }).and.not.have.property("x-api-key");
    await call("200", { auth: { kind: "key", key: "k3y" } });
    expect(seen).to.include({ "x-api-key": "k3y" }).and.not.have.property("authorization");
  });

  it("accepts the expected statuses, and no others", async () => {
    expect((await call("404", { expect: { status: 404 } })).outcome).to.equal("succeeded");
    expect(await call("204")).to.include({
      outcome: "failed",
      reason: "status",
      message: "The answer's status is 204",
    });
  });

  it("does not retry permanent failures", async () => {
    expect(await call("404")).to.include({ outcome: "failed", fatal: true });
    expect(await call("503"))
      .to.include({ outcome: "failed" })
      .and.not.have.property("fatal");
  });

  it("compares the response with the expected texts", async () => {
    expect(
      (await call("200", { expect: { status: 200, json: { status: "ok" } } })).outcome,
    ).to.equal("succeeded");
    expect(await call("200", { expect: { status: 200, json: { status: "down" } } })).to.include({
      reason: "unexpected-json",
    });
  });
});
