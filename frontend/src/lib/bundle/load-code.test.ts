import { isProblemError } from "@formwork/contracts/client/problem-error";
import { expect } from "chai";
import { isOutdatedPage, loadCode } from "./load-code.ts";

/** The error of webpack for a script that did not load. */
const chunkError = () =>
  Object.assign(new Error("Loading chunk 709 failed."), {
    name: "ChunkLoadError",
    request: "/assets/709.0a1b2c.js",
  });

describe("loading a part of the page's code", () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  /** The error that is thrown when the script does not load and the server answers so. */
  async function errorWhen(answer: () => Promise<Response>): Promise<unknown> {
    globalThis.fetch = answer;
    return loadCode(() => Promise.reject(chunkError())).then(
      () => expect.fail("it was loaded"),
      (error: unknown) => error,
    );
  }

  it("returns the code", async () => {
    expect(await loadCode(async () => "code")).to.equal("code");
  });

  it("says that the server cannot be reached, also where a proxy answers for it", async () => {
    for (const answer of [
      () => Promise.reject(new TypeError("Failed to fetch")),
      async () => new Response("", { status: 502 }),
      async () => new Response("", { status: 200 }),
    ]) {
      const error = await errorWhen(answer);
      expect(isProblemError(error) && error.problem.title).to.equal("The server cannot be reached");
    }
  });

  it("says that the page is outdated where the server has the code no longer", async () => {
    const error = await errorWhen(async () => new Response("", { status: 404 }));
    expect(isOutdatedPage(error)).to.equal(true);
  });

  it("leaves an error of the code itself as it is", async () => {
    const fault = new TypeError("x is not a function");
    const thrown = await loadCode(() => Promise.reject(fault)).catch((error: unknown) => error);
    expect(thrown).to.equal(fault);
  });
});
