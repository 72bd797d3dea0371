import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findHadolint } from "../support/servers/hadolint.ts";
import { execute } from "../support/servers/run-server.ts";
import { checkout } from "./support/compose.ts";
import { readCopy, readDockerfile } from "./support/dockerfile.ts";
import { type Image, isIgnored, layOutImage } from "./support/image.ts";

const services = ["scheduler", "notifier", "worker", "frontend"];
/** Matches tests, their builders, and secrets. */
const unwanted = /\.test\.ts$|\/an?-[\w-]+\.ts$|\/(conformance|testing)\b|\/\.env$|\/\.git\//;
const { dependencies } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));

for (const service of services)
  describe(`The image of the ${service}`, function () {
    this.timeout(180_000);
    const file = `${service}/Dockerfile`;
    const stages = readDockerfile(file);
    const copies = stages.flatMap(({ instructions }) =>
      instructions.filter(({ keyword }) => keyword === "COPY").map(({ text }) => readCopy(text)),
    );

    it("passes hadolint", async () => {
      const { stdout } = await execute(await findHadolint(), [
        "--failure-threshold",
        "style",
        join(checkout, file),
      ]).catch((error) => error);
      expect(stdout).to.equal("");
    });

    it("has pinned base images, with the Node version of package.json", () => {
      for (const { base } of stages)
        expect(base).to.match(
          new RegExp(`^(node:${dependencies.node}-bookworm-slim|nginx:\\d+\\.\\d+\\.\\d+-alpine)$`),
        );
    });

    it("runs as an unprivileged user", () => {
      const user = stages.at(-1)?.instructions.findLast(({ keyword }) => keyword === "USER")?.text;
      expect(user).to.match(/^[1-9]\d*:[1-9]\d*$/);
    });

    it("copies only files that exist and that .dockerignore does not exclude", () => {
      for (const { from, sources } of copies)
        for (const source of from === null ? sources : []) {
          expect(existsSync(join(checkout, source)), source).to.equal(true);
          expect(isIgnored(source), source).to.equal(false);
        }
    });

    describe("unpacked", () => {
      let image: Image;
      before(async () => {
        image = await layOutImage(file);
      });

      it("contains its command, and neither tests nor secrets", async () => {
        const { stdout } = await execute(
          "find",
          [image.root, "-not", "-path", "*/node_modules/*", "-type", "f"],
          { maxBuffer: 2 ** 24 },
        );
        const files = stdout
          .trim()
          .split("\n")
          .map((path) => path.slice(image.root.length));
        const started =
          service === "frontend"
            ? "/usr/share/nginx/html/index.html"
            : `/app/${image.command.at(-1)}`;
        expect(files).to.include(started);
        // Compiled modules: more than all that are ours.
        const kept = files.filter((path) => path.startsWith("/app/.cache/"));
        if (service !== "frontend") expect(kept).to.have.length.above(300);
        expect(files.filter((path) => unwanted.test(path))).to.deep.equal([]);
      });

      if (service !== "frontend")
        it("contains every package it imports: it starts, and reports missing settings", async () => {
          const env = { PATH: "/usr/bin:/bin", NODE_ENV: "production" };
          const said = await execute(process.execPath, image.command.slice(1), {
            cwd: join(image.root, image.workdir),
            env,
          }).catch((error) => error);
          expect(said.code).to.equal(1);
          expect(said.stderr)
            .to.match(/^Formwork cannot start with these settings:/)
            .and.contain(
              `${service === "worker" ? "FORMWORK_SEAL_KEY" : "FORMWORK_TOKEN_SECRET"} is required`,
            );
        });
    });
  });
