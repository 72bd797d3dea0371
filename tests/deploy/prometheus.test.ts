import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { aHome, startFormwork } from "../support/formwork.ts";
import { debianProgram } from "../support/servers/debian.ts";

const folder = new URL("../../deploy/prometheus/", import.meta.url).pathname;

describe("Prometheus", function () {
  this.timeout(300_000);
  let promtool: string;
  before(async function () {
    const found = await debianProgram("promtool", "prometheus").catch((error) => {
      process.stderr.write(`SKIPPED: promtool is not here: ${error}\n`);
      return null;
    });
    if (found === null) return this.skip();
    promtool = found;
  });

  /** Runs promtool and returns what it says. */
  async function run(args: string[], input = ""): Promise<{ code: number; said: string }> {
    const child = spawn(promtool, args, { stdio: "pipe" });
    child.stdin.end(input);
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code, said: out + err };
  }

  it("takes its configuration and every alert rule", async () => {
    const { code, said } = await run(["check", "config", `${folder}prometheus.yml`]);
    expect(code, said).to.equal(0);
    expect(said).to.match(/SUCCESS: \d+ rules found/);
  });

  it("takes the metrics that Formwork answers, and finds them well named", async () => {
    const { home, remove } = await aHome();
    const formwork = await startFormwork(home);
    try {
      const metrics = await (await fetch(`${formwork.url}/metrics`)).text();
      const own = metrics
        .split("\n")
        .filter((line) => /formwork_/.test(line))
        .join("\n");
      const { code, said } = await run(["check", "metrics"], `${own}\n`);
      expect(code, said).to.equal(0);
      expect(said).to.equal("");
    } finally {
      await formwork.kill();
      await remove();
    }
  });
});
