import { expect } from "chai";
import { createRenewingFetch } from "./renewing-fetch.ts";

type Sent = { url: string; token: string | null; body: unknown };

describe("a fetch that renews its token", () => {
  let sent: Sent[];
  let good: string;
  let renewals: (string | null)[];
  beforeEach(() => {
    sent = [];
    good = "new";
    renewals = ["new"];
  });
  const answer = (status: number, code: string) =>
    new Response(JSON.stringify({ code }), { status });
  const server: typeof globalThis.fetch = async (input, request) => {
    const token = new Headers(request?.headers).get("authorization");
    sent.push({ url: String(input), token, body: request?.body });
    return token === good ? answer(200, "") : answer(401, "not-signed-in");
  };
  const fetch = createRenewingFetch(server, async () => {
    const next = renewals.shift() ?? null;
    return next === null ? null : { authorization: next };
  });
  const post = () =>
    fetch("/jobs", { method: "POST", body: "{}", headers: { Authorization: "old" } });

  it("sends a request again that was refused, with all that it had", async () => {
    expect((await post()).status).to.equal(200);
    expect(sent).to.deep.equal([
      { url: "/jobs", token: "old", body: "{}" },
      { url: "/jobs", token: "new", body: "{}" },
    ]);
  });

  it("renews once more where what it was given has ended meanwhile", async () => {
    [good, renewals] = ["newest", ["new", "newest"]];
    expect((await post()).status).to.equal(200);
    [good, renewals] = ["never", ["a", "b", "c"]];
    expect((await post()).status).to.equal(401);
    expect(sent).to.have.length(6);
  });

  it("returns the refusal where the session is over, with its body", async () => {
    renewals = [null];
    const response = await post();
    expect(response.status).to.equal(401);
    expect(await response.json()).to.deep.equal({ code: "not-signed-in" });
    expect(sent).to.have.length(1);
  });

  it("renews nothing for another refusal", async () => {
    const asked: string[] = [];
    for (const [status, code] of [
      [401, "wrong-credentials"],
      [403, "forbidden"],
      [500, "internal"],
    ] as const) {
      const other = createRenewingFetch(
        async () => answer(status, code),
        async () => {
          asked.push(code);
          return null;
        },
      );
      expect((await other("/x")).status).to.equal(status);
    }
    expect(asked).to.deep.equal([]);
  });
});
