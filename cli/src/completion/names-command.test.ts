import { createServer } from "node:http";
import { listen } from "@formwork/engine/runtime/service/listen";
import { expect } from "chai";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";
import { runCommand } from "../testing/a-terminal.ts";
import { namedThings } from "./named-things.ts";

describe("the names that completion asks for", () => {
  let server: CommandServer;
  before(async () => {
    server = await aCommandServer();
  });
  after(() => server.stop());
  const names = async (kind: string) => (await server.run(["complete-names", kind])).out;

  it("are those of templates, jobs, schedules and queues, with what tells them apart", async () => {
    const job = (await server.run(["run", "echo", '{"text":"hi"}'])).out.trim();
    const schedule = ["--template", "echo", "--every", "1h", "--set", "text=hi", "--json"];
    const made = await server.run(["schedules", "create", "--name", "hourly", ...schedule]);
    expect(await names("templates")).to.match(/^echo\tEcho$/m);
    expect(await names("jobs")).to.equal(`${job}\thi\n`);
    expect(await names("schedules")).to.equal(`${JSON.parse(made.out).id}\thourly\n`);
    expect(await names("queues")).to.match(/^default\t$/m);
    for (const kind of Object.keys(namedThings)) {
      const { code, err } = await server.run(["complete-names", kind]);
      expect({ kind, code, err }).to.deep.equal({ kind, code: 0, err: "" });
    }
  });

  it("are none, without a word, where nobody answers or is signed in", async () => {
    for (const env of [
      { FORMWORK_URL: "http://127.0.0.1:9", FORMWORK_TOKEN: "x" },
      { FORMWORK_URL: server.app.url, FORMWORK_TOKEN: "x" },
    ])
      expect(await runCommand(["complete-names", "jobs"], { env })).to.deep.equal({
        ...{ code: 0, out: "", err: "" },
      });
  });

  it("are never what a shell would run", async () => {
    const items = ["$(touch /tmp/x)", "`id`", "a;b", "a b", "-rf\u001b[2J", "good-1"].map((id) => ({
      id,
      summary: "\u001b]0;title\u0007 $(id)",
    }));
    const hostile = createServer((_request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ items, next: null }));
    });
    const { url } = await listen({ server: hostile, host: "127.0.0.1", port: 0 });
    try {
      const env = { FORMWORK_URL: url, FORMWORK_TOKEN: "x" };
      const { out } = await runCommand(["complete-names", "jobs"], { env });
      expect(out.split("\n")).to.have.length(2);
      expect(out)
        .to.match(/^good-1\t/)
        .and.not.contain("\u001b");
    } finally {
      hostile.close();
    }
  });
});
