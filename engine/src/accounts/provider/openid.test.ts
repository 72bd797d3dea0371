import { expect } from "chai";
import { testServer } from "../../testing/http-server.ts";
import { createOpenId } from "./openid.ts";

const redirectUri = "http://127.0.0.1:8080/sign-in/callback";

describe("what a provider names as its addresses", () => {
  const provider = testServer();
  const inside = testServer();

  /** Finishes a sign-in at a provider that names an address inside for its tokens. */
  async function finish(allow: readonly string[], path = "/token") {
    const asked: string[] = [];
    inside.answer((request, response) => {
      asked.push(request.url ?? "");
      response.end("{}");
    });
    const issuer = `http://127.0.0.1:${provider.port()}`;
    provider.answer((request, response) => {
      response.setHeader("content-type", "application/json");
      if (request.url === "/moved") response.writeHead(307, { location: inside.url("/moved") });
      response.end(
        JSON.stringify({
          ...{ issuer, authorization_endpoint: `${issuer}/authorize` },
          token_endpoint: path === "/token" ? inside.url(path) : `${issuer}${path}`,
        }),
      );
    });
    const openId = createOpenId(
      {
        ...{ issuer, clientId: "formwork", clientSecret: "s", name: "It", roleClaim: "groups" },
        ...{ roleOf: new Map(), scopes: ["openid"], allow },
      },
      { now: () => 0 },
    );
    const { pending } = await openId.begin(redirectUri);
    const parameters = { code: "c", state: pending.state };
    const error = await openId.finish({ redirectUri, parameters }, pending).catch((one) => one);
    return { asked, error };
  }

  it("are called where they are allowed", async () => {
    expect((await finish([`127.0.0.1:${inside.port()}`])).asked).to.deep.equal(["/token"]);
  });

  it("are not called inside, whatever the provider says", async () => {
    const { asked, error } = await finish([]);
    expect(asked).to.deep.equal([]);
    expect(String(error.cause?.cause ?? error.cause)).to.contain("is not a public address");
  });

  it("are not followed to another one", async () => {
    const { asked, error } = await finish([], "/moved");
    expect(asked).to.deep.equal([]);
    expect(error).to.be.instanceOf(Error);
  });
});
