import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import nodeFlags from "../../cli/bin/node-flags.json" with { type: "json" };
import { debianProgram } from "../support/servers/debian.ts";
import { execute, onPath } from "../support/servers/run-server.ts";

const checkout = new URL("../../", import.meta.url).pathname;
const read = (path: string) => readFileSync(join(checkout, path), "utf8");

describe("one host without Docker", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "formwork-host-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("has units that systemd takes without a warning", async function () {
    const program = await onPath("systemd-analyze");
    if (program === null) {
      process.stderr.write("SKIPPED: systemd-analyze is not here; apt-get install systemd\n");
      this.skip();
    }
    const units = readdirSync(join(checkout, "deploy/systemd"));
    // systemd looks whether the program is there.
    for (const unit of units)
      writeFileSync(
        join(folder, unit),
        read(`deploy/systemd/${unit}`).replaceAll("/opt/formwork/", checkout),
      );
    const { stdout, stderr } = await execute(program, [
      "verify",
      ...units.map((unit) => join(folder, unit)),
    ]);
    // Other units of this machine are read too.
    const warnings = (stdout + stderr).split("\n").filter((line) => line.includes("formwork"));
    expect(warnings).to.deep.equal([]);
  });

  it("starts Formwork as npm start does", () => {
    expect(read("deploy/systemd/formwork.service")).to.contain(
      `/node ${nodeFlags.join(" ")} cli/bin/formwork.js start`,
    );
  });

  it("has a configuration that nginx takes", async () => {
    const nginx = await debianProgram("nginx", "nginx-light");
    const openssl = await debianProgram("openssl", "openssl");
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const subject = ["-subj", "/CN=jobs.example.org", "-days", "1", "-nodes"];
    await execute(openssl, [
      ...["req", "-x509", "-newkey", "rsa:2048", "-keyout", key, "-out", certificate],
      ...subject,
    ]);
    const server = read("deploy/nginx/formwork.conf")
      .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate};`)
      .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`);
    const file = join(folder, "nginx.conf");
    writeFileSync(file, `pid ${folder}/pid;\nevents {}\nhttp {\n${server}\n}\n`);
    const { stderr } = await execute(nginx, ["-t", "-c", file, "-e", join(folder, "log")]);
    expect(stderr).to.contain("test is successful");
  });
});
