import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import https, { type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { Problem } from "@formwork/contracts/problem";
import { createAjv } from "@formwork/contracts/schema/validate";
import { expect } from "chai";
import nodeFlags from "../../cli/bin/node-flags.json" with { type: "json" };
import { debianProgram } from "../support/servers/debian.ts";
import { execute, freePort, listens, onPath, runServer } from "../support/servers/run-server.ts";

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

  it("has a configuration with which nginx answers, also while Formwork does not", async () => {
    const nginx = await debianProgram("nginx", "nginx-light");
    const openssl = await debianProgram("openssl", "openssl");
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
    const subject = ["-subj", "/CN=jobs.example.org", "-days", "1", "-nodes"];
    await execute(openssl, [
      ...["req", "-x509", "-newkey", "rsa:2048", "-keyout", key, "-out", certificate],
      ...subject,
    ]);
    const [plain, tls, none] = [await freePort(), await freePort(), await freePort()];
    const server = read("deploy/nginx/formwork.conf")
      .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate};`)
      .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`)
      .replaceAll(/listen \[::\].*;/g, "")
      .replace("listen 80;", `listen 127.0.0.1:${plain};`)
      .replace("listen 443 ssl;", `listen 127.0.0.1:${tls} ssl;`)
      .replace("127.0.0.1:8080", `127.0.0.1:${none}`)
      .replace("root /var/www/html", `root ${join(folder, "html")}`);
    const challenge = "/.well-known/acme-challenge/token-7";
    mkdirSync(join(folder, "html", dirname(challenge)), { recursive: true });
    writeFileSync(join(folder, "html", challenge), "proof");
    const file = join(folder, "nginx.conf");
    const http = `access_log ${folder}/access;\nclient_body_temp_path ${folder}/body;\n${server}`;
    writeFileSync(file, `pid ${folder}/pid;\nevents {}\nhttp {\n${http}\n}\n`);
    const running = await runServer({
      ...{ name: "nginx", url: "", ready: () => listens(tls) },
      command: () => ({
        program: nginx,
        args: ["-c", file, "-e", join(folder, "log"), "-g", "daemon off; user root;"],
      }),
    });
    try {
      const ask = async (path: string, options: RequestOptions = {}) => {
        const request = https.request({
          ...{ host: "127.0.0.1", port: tls, path, rejectUnauthorized: false, ...options },
        });
        const [reply] = (await once(request.end(), "response")) as [IncomingMessage];
        return { reply, body: await text(reply) };
      };
      const away = await ask("/api/v1/jobs");
      expect(away.reply.statusCode).to.equal(503);
      expect(away.reply.headers["retry-after"]).to.equal("1");
      const large = await ask("/api/v1/jobs", {
        ...{ method: "POST", headers: { "content-length": 40_000_000 } },
      });
      expect(large.reply.statusCode).to.equal(413);
      const isProblem = createAjv().compile(Problem);
      for (const { body } of [away, large])
        expect(isProblem(JSON.parse(body)), `${body} ${JSON.stringify(isProblem.errors)}`).to.equal(
          true,
        );
      expect((await ask("/metrics")).reply.statusCode).to.equal(404);
      // Whoever renews a certificate is asked for a file over plain HTTP; all else goes to TLS.
      const host = `http://127.0.0.1:${plain}`;
      expect(await (await fetch(host + challenge)).text()).to.equal("proof");
      const page = await fetch(`${host}/jobs?state=failed`, { redirect: "manual" });
      expect(page.status).to.equal(301);
      expect(page.headers.get("location")).to.equal("https://127.0.0.1/jobs?state=failed");
    } finally {
      await running.stop();
    }
  });
});
