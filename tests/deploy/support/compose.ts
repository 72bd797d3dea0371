import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { debianProgram } from "../../support/servers/debian.ts";
import { execute } from "../../support/servers/run-server.ts";

/** The configuration that Compose reads: files merged, variables filled in. */
export type Compose = {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
};
export type ComposeService = {
  image: string;
  build?: { context: string; dockerfile: string };
  user?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  ports?: unknown[];
  volumes?: (string | { source: string; target: string })[];
  networks: Record<string, unknown>;
  container_name?: string;
  restart?: string;
  read_only?: boolean;
  init?: boolean;
  tmpfs?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  privileged?: boolean;
  pids_limit?: number;
  healthcheck?: { test: string[]; interval: string; timeout: string; retries: number };
  deploy?: { resources?: { limits?: { cpus?: number | string; memory?: string } } };
};

export const checkout = new URL("../../../", import.meta.url).pathname;
export const production = "docker-compose.yml";
export const development = "deploy/compose.dev.yml";
export const monitoring = "deploy/compose.monitoring.yml";

/**
 * Reads Compose files with Compose itself, with `dotEnv` as the `.env`. Rejects with the message of
 * Compose.
 */
export async function readCompose(files: string[], dotEnv: string): Promise<Compose> {
  return inFolder(async (folder) => {
    const file = join(folder, ".env");
    await writeFile(file, dotEnv);
    const [program, ...first] = await composeCommand();
    const args = [
      ...first,
      "--env-file",
      file,
      ...files.flatMap((name) => ["--file", name]),
      "config",
    ];
    // Variables of this process would override those of the file.
    const { PATH = "", HOME = "" } = process.env;
    const { stdout } = await execute(program, args, { cwd: checkout, env: { PATH, HOME } });
    return parse(stdout, { merge: true });
  });
}

/** Runs `work` in a temporary folder and removes it. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "formwork-compose-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Returns Docker's plugin where it is installed, or else Debian's package, which needs no Docker. */
async function composeCommand(): Promise<[string, ...string[]]> {
  const plugin = await execute("docker", ["compose", "version"]).catch(() => null);
  return plugin === null
    ? [await debianProgram("docker-compose", "docker-compose")]
    : ["docker", "compose"];
}

/** Returns a `.env` of deploy/make-env.sh. `changes` replace variables; null leaves one out. */
export async function makeEnv(changes: Record<string, string | null> = {}): Promise<string> {
  const made = await inFolder(async (folder) => {
    const file = join(folder, ".env");
    await execute("sh", [join(checkout, "deploy/make-env.sh"), file]);
    return readFile(file, "utf8");
  });
  const kept = made.split("\n").filter((line) => !((line.split("=")[0] ?? "") in changes));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${value}`],
  );
  return [...kept, ...added, ""].join("\n");
}
