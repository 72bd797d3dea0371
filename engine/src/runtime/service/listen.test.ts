import { createServer } from "node:http";
import { expect } from "chai";
import { choosePort } from "./choose-port.ts";
import { listen } from "./listen.ts";

/** Addresses that no machine has: they are kept for documents. */
const foreign = "203.0.113.9";

describe("a server that cannot listen", () => {
  const faultOf = (work: Promise<unknown>) => work.then(() => "none", String);

  it("names FORMWORK_HOST for an address of another machine", async () => {
    const expected = `${foreign} is no address of this machine. Set FORMWORK_HOST`;
    const given = { server: createServer(), host: foreign, port: 1024 };
    expect(await faultOf(listen(given))).to.contain(expected);
    expect(await faultOf(choosePort(foreign, 0))).to.contain(expected);
  });
});
