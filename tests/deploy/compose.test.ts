import { readFileSync, statSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formworkSettings } from "@formwork/engine/runtime/settings/formwork-settings";
import { expect } from "chai";
import { execute } from "../support/servers/run-server.ts";
import {
  type Compose,
  type ComposeService,
  checkout,
  development,
  inFolder,
  makeEnv,
  monitoring,
  production,
  readCompose,
} from "./support/compose.ts";

const combinations = [
  [production],
  [production, development],
  [production, monitoring],
  [production, development, monitoring],
];
const ours = ["frontend", "scheduler", "notifier", "worker"];
const secrets = /^(FORMWORK_TOKEN_SECRET|FORMWORK_SEAL_KEY|GRAFANA_PASSWORD|\w+_PASSWORD)$/;

const text = (file: string) => readFileSync(join(checkout, file), "utf8");
const saysOf = (problem: Promise<unknown>) =>
  problem.then(String, (error) => String(error.stderr ?? error));

describe("Docker Compose", function () {
  this.timeout(60_000);

  describe("without a .env", () => {
    const taken = new Set(
      [production, monitoring].flatMap((file) =>
        [...text(file).matchAll(/\$\{(\w+):\?/g)].map(([, name = ""]) => name),
      ),
    );

    for (const name of taken)
      it(`reports the missing ${name} and what to do`, async () => {
        const files = name.startsWith("GRAFANA") ? [production, monitoring] : [production];
        const said = await saysOf(
          makeEnv({ [name]: null }).then((dotEnv) => readCompose(files, dotEnv)),
        );
        expect(said)
          .to.contain(name)
          .and.to.match(
            /is not set, (run sh deploy\/make-env\.sh|see GRAFANA_PASSWORD in \.env\.example)/,
          );
      });

    it("refuses to start, as with an empty secret", async () => {
      expect(await saysOf(readCompose([production], ""))).to.contain("is not set");
      expect(
        await saysOf(
          makeEnv({ MONGODB_PASSWORD: "" }).then((dotEnv) => readCompose([production], dotEnv)),
        ),
      ).to.contain("is not set");
    });
  });

  it("gets a new secret for each use from make-env.sh", async () => {
    const values = (dotEnv: string) =>
      dotEnv
        .split("\n")
        .flatMap((line) =>
          secrets.test(line.split("=")[0] ?? "") ? [line.split("=")[1] ?? ""] : [],
        );
    const made = [...values(await makeEnv()), ...values(await makeEnv())];
    expect(made).to.have.length(16);
    expect(new Set(made).size).to.equal(made.length);
    for (const value of made) expect(value).to.match(/^[\da-f]{48}$/);
  });

  describe("deploy/make-env.sh", () => {
    const script = join(checkout, "deploy/make-env.sh");
    const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

    it("writes a file that only its owner may read, also where the shell created it", () =>
      inFolder(async (folder) => {
        const [named, redirected] = [join(folder, "named"), join(folder, "redirected")];
        await execute("sh", [script, named]);
        await execute("sh", ["-c", 'umask 022; sh "$0" "$1" > "$1"', script, redirected]);
        for (const file of [named, redirected]) {
          expect(modeOf(file)).to.equal("600");
          expect(readFileSync(file, "utf8"))
            .to.match(/^FORMWORK_TOKEN_SECRET=[\da-f]{48}$/m)
            .and.match(/^FORMWORK_SEAL_KEY=[\da-f]{48}$/m);
        }
      }));

    it("does not overwrite a file", () =>
      inFolder(async (folder) => {
        const file = join(folder, ".env");
        await writeFile(file, "KEPT=1");
        expect(await saysOf(execute("sh", [script, file]))).to.contain("is there already");
        expect(readFileSync(file, "utf8")).to.equal("KEPT=1");
      }));

    it("writes .env next to docker-compose.yml by default", () =>
      inFolder(async (folder) => {
        await mkdir(join(folder, "deploy"));
        await copyFile(script, join(folder, "deploy/make-env.sh"));
        await execute("sh", [join(folder, "deploy/make-env.sh")]);
        expect(modeOf(join(folder, ".env"))).to.equal("600");
      }));
  });

  it("explains every variable that it reads in .env.example", () => {
    const lines = text(".env.example").split("\n");
    for (const file of [production, development, monitoring])
      for (const [, name] of text(file).matchAll(/\$\{(\w+)/g))
        expect(
          lines.some((line) => line.startsWith(`# ${name}=`)),
          name,
        ).to.equal(true);
  });

  it("explains every variable of docs/deployment.md in .env.example, with the same default", async () => {
    const rows = [
      ...text("docs/deployment.md").matchAll(
        /^\| (`(?:FORMWORK|MONGODB|RABBITMQ|FRONTEND)_.*?) \| (.*?) \|/gm,
      ),
    ];
    expect(rows).to.have.length.above(10);
    const { services } = await readCompose([production], await makeEnv());
    const given = Object.assign(
      {},
      ...Object.values(services).map(({ environment }) => environment),
    );
    for (const [, names = "", defaults = ""] of rows)
      for (const [index, name] of names.replaceAll("`", "").split(", ").entries()) {
        if (!name.startsWith("…")) expect(text(".env.example"), name).to.contain(`# ${name}=`);
        const value = defaults.replaceAll("`", "").split(", ")[index] ?? "";
        if (!/^(required|–)?$/.test(value) && !/_(HOST|PORT)$/.test(name))
          expect(given[name], name).to.equal(value);
      }
  });

  for (const files of combinations)
    describe(files.join(" with "), () => {
      let compose: Compose;
      const each = (check: (service: ComposeService, name: string) => void) => {
        for (const [name, service] of Object.entries(compose.services)) check(service, name);
      };

      before(async () => {
        compose = await readCompose(files, await makeEnv());
      });

      it("gives every service a health check, restarts, limits and no capability it does not need", () => {
        each((service, name) => {
          expect(service.healthcheck?.test, name).to.be.an("array").with.length.above(1);
          expect(service.restart, name).to.equal("unless-stopped");
          expect(service.deploy?.resources?.limits, name).to.include.keys("cpus", "memory");
          expect(service.pids_limit, name).to.be.a("number").above(0);
          expect(service.user, name).to.match(/^(?!root|0)[\w:]+$/);
          expect(service.cap_drop, name).to.deep.equal(["ALL"]);
          expect(service.security_opt, name).to.deep.equal(["no-new-privileges:true"]);
          expect(service.privileged ?? false, name).to.equal(false);
        });
      });

      it("pins every image, and runs ours read-only with an init process", () => {
        each((service, name) => {
          if (service.build === undefined)
            expect(service.image, name).to.match(/:v?\d+\.\d+\.\d+$/);
          else expect(service, name).to.include({ read_only: true, init: true });
        });
        expect(Object.keys(compose.services)).to.include.members(ours);
      });

      it("allows any number of schedulers, notifiers and workers on one machine", () => {
        each((service, name) => expect(service.container_name, name).to.equal(undefined));
        for (const name of ["scheduler", "notifier", "worker"])
          expect(compose.services[name]?.ports ?? [], name).to.deep.equal([]);
      });

      it("publishes ports on loopback by default", () => {
        each((service, name) => {
          for (const port of service.ports ?? [])
            expect(JSON.stringify(port), name).to.contain("127.0.0.1");
        });
      });

      it("sets only settings that exist, and contains no secret", async () => {
        const dotEnv = await makeEnv();
        const known = dotEnv.split("\n").map((line) => line.split("=")[1] ?? "");
        compose = await readCompose(files, dotEnv);
        each(({ environment = {} }, name) => {
          for (const [setting, value] of Object.entries(environment)) {
            if (setting.startsWith("FORMWORK_"))
              expect(formworkSettings, name).to.have.property(setting);
            if (secrets.test(setting) && value !== "") expect(known, setting).to.include(value);
            const password = /^\w+:\/\/[^:/]+:([^@]+)@/.exec(value ?? "")?.[1];
            if (password !== undefined) expect(known, setting).to.include(password);
          }
        });
      });
    });

  it("keeps database and broker on a network that only services share", async () => {
    const { services, networks } = await readCompose([production], await makeEnv());
    expect(networks.backend?.internal).to.equal(true);
    for (const name of ["mongodb", "rabbitmq"])
      expect(Object.keys(services[name]?.networks ?? {}), name).to.deep.equal(["backend"]);
    expect(Object.keys(services.frontend?.networks ?? {})).to.deep.equal(["edge"]);
  });

  it("gives each service its own account at the broker, and no other's password", async () => {
    const { services } = await readCompose([production], await makeEnv());
    const passwords = ["scheduler", "notifier", "worker"].map((name) => {
      const { username, password } = new URL(services[name]?.environment?.FORMWORK_BUS ?? "");
      expect(username).to.equal(name);
      return password;
    });
    expect(new Set(passwords).size).to.equal(3);
  });
});
