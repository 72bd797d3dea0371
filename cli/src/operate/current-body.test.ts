import { expect } from "chai";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";

describe("a command that replaces settings", () => {
  let server: CommandServer;
  before(async () => {
    server = await aCommandServer();
  });
  after(() => server.stop());

  it("leaves what is not named as it is", async () => {
    const set = (...more: string[]) => server.run(["settings", "set-retention", ...more, "--json"]);
    await set("--failed", "90d", "--logs", "14d");
    const { code, out } = await set("--logs", "7d", "--succeeded", "null");
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.include({ failed: "90d", logs: "7d", succeeded: null });
    const shown = await server.run(["settings", "retention"]);
    expect(shown.out).to.match(/^succeeded +-\nfailed +90d\n/m);
  });
});
