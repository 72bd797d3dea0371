import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { admin, aHome, type Running, signIn, startFormwork } from "../support/formwork.ts";
import { execute, onPath } from "../support/servers/run-server.ts";

const programs = join(import.meta.dirname, "generators");
const oapiCodegen = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2";
const ogen = "github.com/ogen-go/ogen/cmd/ogen@v1.24.0";

/**
 * What five generators make of the OpenAPI document compiles, and submits, lists, reads and streams.
 * They are installed from their registries into a temporary folder.
 */
describe("A client that is generated from the OpenAPI document", function () {
  this.timeout(300_000);
  let running: Running;
  let folder: string;
  let settings: NodeJS.ProcessEnv;
  const cleanUp: (() => Promise<unknown>)[] = [];

  before(async () => {
    const home = await aHome();
    const firstAdmin = {
      FORMWORK_ADMIN_EMAIL: admin.email,
      FORMWORK_ADMIN_PASSWORD: admin.password,
    };
    running = await startFormwork(home.home, firstAdmin);
    const temporary = await aTemporaryFolder();
    folder = temporary.path;
    cleanUp.push(() => running.kill(), home.remove, temporary.remove);
    await cp(programs, folder, { recursive: true });
    const document = await (await fetch(`${running.url}/openapi.json`)).text();
    await writeFile(join(folder, "openapi.json"), document);
    const { token } = await signIn(running.url);
    settings = { ...process.env, FORMWORK_URL: running.url, FORMWORK_TOKEN: token };
  });
  after(async () => {
    for (const step of cleanUp) await step();
  });

  /** Runs programs one after the other below the folder; returns what the last one prints. */
  async function run(at: string, ...commands: string[][]): Promise<string> {
    let printed = "";
    for (const [program = "", ...args] of commands) {
      const options = { cwd: join(folder, at), env: settings, maxBuffer: 64 * 1024 * 1024 };
      const { stdout } = await execute(program, args, options).catch((error) => {
        throw new Error(`${program} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
      });
      printed = stdout;
    }
    return printed;
  }
  async function needs(context: Mocha.Context, program: string): Promise<void> {
    if ((await onPath(program)) !== null) return;
    process.stderr.write(`SKIPPED: there is no ${program}, so its generators are not run\n`);
    context.skip();
  }

  it("by openapi-typescript", async () => {
    const check = ["--noEmit", "--strict", "--skipLibCheck", "--allowImportingTsExtensions"];
    const target = ["--target", "es2022", "--module", "nodenext", "--types", "node"];
    const printed = await run(
      "typescript",
      ["npm", "install", "--no-audit", "--no-fund", "--silent"],
      ["npx", "openapi-typescript", "../openapi.json", "-o", "api.ts"],
      ["npx", "tsc", ...check, ...target, "client.ts"],
      [process.execPath, "client.ts"],
    );
    expect(printed).to.contain("done");
  });

  describe("for Python", () => {
    const bin = (name: string) => join(folder, "python/venv/bin", name);
    before(async function () {
      await needs(this, "python3");
      const install = ["install", "--quiet", "--requirement", "requirements.txt"];
      await run("python", ["python3", "-m", "venv", "venv"], [bin("pip"), ...install]);
    });

    it("by openapi-python-client", async () => {
      const output = ["--meta", "none", "--output-path", "formwork_client"];
      const printed = await run(
        "python",
        [bin("openapi-python-client"), "generate", "--path", "../openapi.json", ...output],
        [bin("python"), "client.py"],
      );
      expect(printed).to.contain("done");
    });

    it("by datamodel-code-generator", async () => {
      const input = ["--input", "../openapi.json", "--input-file-type", "openapi"];
      const output = ["--output", "models.py", "--output-model-type", "pydantic_v2.BaseModel"];
      const printed = await run(
        "python",
        [bin("datamodel-codegen"), ...input, ...output],
        [bin("python"), "models_client.py"],
      );
      expect(printed).to.contain("done");
    });
  });

  describe("for Go", () => {
    before(async function () {
      await needs(this, "go");
      for (const name of ["oapi", "ogen"])
        await mkdir(join(folder, "go", name, "fw"), { recursive: true });
      const source = "oapi/fw/client.go";
      const oapi = ["-generate", "types,client", "-package", "fw", "-o", source];
      const config = ["--config", "ogen.yml", "--target", "ogen/fw", "--package", "fw", "--clean"];
      await run(
        "go",
        ["go", "run", oapiCodegen, ...oapi, "../openapi.json"],
        ["go", "run", ogen, ...config, "../openapi.json"],
        ["go", "mod", "tidy"],
      );
    });

    for (const [generator, program] of [
      ["oapi-codegen", "./oapi"],
      ["ogen", "./ogen"],
    ] as const)
      it(`by ${generator}`, async () => {
        expect(await run("go", ["go", "run", program])).to.contain("done");
      });
  });
});
