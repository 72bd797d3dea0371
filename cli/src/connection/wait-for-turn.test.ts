import { expect } from "chai";
import { waitForTurn } from "./wait-for-turn.ts";

describe("A request of a command that is above a limit", () => {
  /** Asks a server that gives these answers, one after the other. */
  async function ask(answers: { status: number; retryAfter?: string }[]) {
    const told: string[] = [];
    let asked = 0;
    const fetch = waitForTurn(
      async () => {
        const { status, retryAfter } = answers[asked++] ?? { status: 599 };
        const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
        return new Response("", { status, headers });
      },
      (text) => told.push(text),
    );
    return { status: (await fetch("http://localhost/")).status, asked, told };
  }

  it("is made again when the server says so, and the person is told", async () => {
    const past = "Thu, 01 Jan 2020 00:00:00 GMT";
    const answers = [
      { status: 429, retryAfter: past },
      { status: 429, retryAfter: "0" },
    ];
    const { status, told } = await ask([...answers, { status: 201 }]);
    expect(status).to.equal(201);
    expect(told).to.have.length(2);
    expect(told[0]).to.match(/^too many requests: trying again in 0 s$/);
  });

  it("is given up where the wait is long or not known, and other refusals are passed on", async () => {
    expect(await ask([{ status: 429, retryAfter: "61" }])).to.include({ status: 429, asked: 1 });
    expect(await ask([{ status: 429 }])).to.include({ status: 429, asked: 1 });
    expect(await ask([{ status: 503, retryAfter: "0" }])).to.include({ status: 503, asked: 1 });
  });
});
