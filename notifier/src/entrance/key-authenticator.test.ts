import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { maySeeTemplate } from "@formwork/contracts/policies/templates";
import { createHandle, createKeyText } from "@formwork/engine/accounts/keys/key-text";
import { createServiceTokens } from "@formwork/engine/accounts/service-tokens";
import { expect } from "chai";
import { createKeyAuthenticator } from "./key-authenticator.ts";

const user = {
  ...{ id: "u", email: "ada@example.org", role: "operator" },
  createdAt: "2030-01-01T00:00:00.000Z",
} as const;
const apiKey = { id: "k", scopes: ["jobs:read"], templates: ["echo"] };

const secret = "a secret of more than thirty-two letters";

describe("a notifier that asks a scheduler about an API key", () => {
  const { text: key } = createKeyText(createHandle());
  let server: Server;
  let answer: { status: number; body: object };
  let asked: string[][];
  const askers = new Set<string | null>();
  let authenticate: ReturnType<typeof createKeyAuthenticator>;

  beforeEach(async () => {
    asked = [];
    server = createServer(async (request, response) => {
      const { tokens } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      asked.push(tokens);
      const [, token = ""] = request.headers.authorization?.split(" ") ?? [];
      askers.add(createServiceTokens(secret).nameOf({ token, now: Date.now() }));
      const type = answer.status === 200 ? "application/json" : "application/problem+json";
      response.writeHead(answer.status, { "content-type": type }).end(JSON.stringify(answer.body));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    // The address of a server that listens on a port is of this type.
    const { port } = server.address() as AddressInfo;
    authenticate = createKeyAuthenticator({ schedulerUrl: `http://127.0.0.1:${port}`, secret });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  /** Sets what the scheduler says of whoever it is asked about. */
  function tell(me: object | null) {
    answer = { status: 200, body: { items: [me] } };
  }
  const problem = (status: number, code: string) => ({
    status,
    body: { type: "x", title: "x", status, detail: "x", code, traceId: "x" },
  });

  it("is told the principal with the limits of the key", async () => {
    tell({ ...user, sees: "own", templates: ["echo"], apiKey });
    expect(await authenticate(key)).to.deep.equal({
      ...{ id: "u", email: user.email, role: "operator", sees: "own", sessionId: null },
      key: apiKey,
    });
    expect(asked).to.deep.equal([[key]]);
    expect([...askers], "as a service").to.deep.equal(["notifier"]);
  });

  it("refuses a key that the scheduler refuses, and one without limits", async () => {
    tell(null);
    expect(await authenticate(key)).to.equal(null);
    tell(user);
    expect(await authenticate(key)).to.equal(null);
  });

  it("is told of a session what its user sees, and which templates where some are hidden", async () => {
    tell({ ...user, sees: "all", templates: null });
    expect(await authenticate("a.b.c")).to.deep.equal({
      ...{ id: "u", email: user.email, role: "operator", sees: "all", sessionId: null },
    });
    tell({ ...user, sees: "all", templates: ["echo"] });
    const limited = await authenticate("a.b.c");
    expect(maySeeTemplate(limited, "echo")).to.equal(true);
    expect(maySeeTemplate(limited, "hidden")).to.equal(false);
    tell(user);
    const ofOlder = await authenticate("a.b.c");
    expect(maySeeTemplate(ofOlder, "echo"), "by an older scheduler").to.equal(false);
  });

  it("asks about all tokens of a moment at once, and about more than fit in further calls", async () => {
    answer = { status: 200, body: { items: [] } };
    const tokens = Array.from({ length: 1200 }, (_, index) => `a.b.${index}`);
    const found = await Promise.all(tokens.map(authenticate));
    expect(found).to.have.length(1200).and.not.include(undefined);
    expect(asked.map(({ length }) => length).sort()).to.deep.equal([200, 500, 500]);
    expect(asked.flat()).to.have.members(tokens);
  });

  it("rejects while no scheduler can tell", async () => {
    answer = problem(503, "unavailable");
    expect(await authenticate(key).catch(() => "rejected")).to.equal("rejected");
    server.closeAllConnections();
    server.close();
    expect(await authenticate(key).catch(() => "rejected")).to.equal("rejected");
  });
});
