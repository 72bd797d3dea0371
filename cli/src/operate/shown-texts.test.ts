import { expect } from "chai";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";

describe("What commands print", () => {
  let server: CommandServer;
  before(async () => {
    server = await aCommandServer();
  });
  after(() => server.stop());

  it("shows nothing of what others wrote that a terminal would obey", async () => {
    const text = "\u001b[31mred alert\u001b[0m \u009b2J\u202e\u0007";
    const payload = JSON.stringify({ text });
    const { out } = await server.run(["run", "echo", payload, "--tag", "hostile"]);
    const shown = [
      await server.run(["jobs", "list", "--tag", "hostile"], {
        isTTY: true,
        columns: 120,
        env: { NO_COLOR: "1" },
      }),
      await server.run(["jobs", "show", out.trim()]),
      await server.run(["jobs", "list", "--tag", "hostile", "--json"]),
      await server.run(["jobs", "list", "--tag", `a${text}`]),
      await server.run(["templates", "show", `a${text}`]),
      await server.run([`a${text}`]),
    ];
    for (const { out: stdout, err } of shown)
      expect((stdout + err).replaceAll("\n", "")).to.not.match(/[\p{Cc}\u202a-\u202e]/u);
    expect(shown[0]?.out).to.contain("red alert");
  });

  it("gives each field of a reply a line of its own, and shows as JSON what people chose", async () => {
    const { out: id } = await server.run(["run", "echo", '{"text":"a"}']);
    const { out: shown } = await server.run(["jobs", "show", id.trim()]);
    expect(shown)
      .to.match(/^template\.name {2,}echo$/m)
      .and.match(/^payload +\{.*"text":"a"/m);
  });

  it("uses colours on a terminal only, and not with NO_COLOR", async () => {
    const list = (isTTY: boolean, env: Record<string, string> = {}) =>
      server.run(["templates", "list"], { isTTY, env, columns: 100 });
    expect((await list(true)).out).to.contain("\u001b[");
    expect((await list(false)).out).to.not.contain("\u001b[");
    expect((await list(true, { NO_COLOR: "1" })).out).to.not.contain("\u001b[");
  });
});
