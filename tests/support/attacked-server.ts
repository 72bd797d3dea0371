import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "@formwork/contracts/client/client";
import type { Run } from "@formwork/contracts/run";
import { eventually } from "@formwork/engine/testing/eventually";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { type Running, signedIn, startFormwork } from "./formwork.ts";
import { jobEnds } from "./job-ends.ts";

/** A real server on which attacks run as jobs, and how one of them ends. */
export type AttackedServer = {
  home: string;
  /** A folder whose files jobs may name, and in which everybody may write. */
  data: string;
  pid: number;
  url: string;
  /** Runs a shell script as a job; resolves with what it printed and its error, as one text. */
  shell: (script: string, limits?: LimitsOf<"command">) => Promise<string>;
  /** Runs the body of a function `run({ payload, log })` as the job of a module. */
  module: (body: keyof typeof bodies, payload?: Record<string, unknown>) => Promise<string>;
  /**
   * Starts a shell script as a job that names `files`, and resolves with its first line that matches,
   * and how it ends.
   */
  begin: (script: string, line: RegExp, files?: string[]) => Promise<Begun>;
  /** The lines of the server's own log. */
  logs: readonly string[];
  close: () => Promise<void>;
};

type Begun = { line: string; end: () => Promise<string> };
type LimitsOf<Kind> = Extract<Run, { kind: Kind; limits?: unknown }>["limits"];

/** What modules try. They lie in files, as those of any template do. */
const bodies = {
  read: 'log(await import("node:fs").then((fs) => fs.readFileSync(payload.path, "latin1").slice(0, 40)));',
  user: 'log("user " + process.getuid() + " groups " + process.getgroups());',
  code: 'const fs = await import("node:fs"); fs.writeFileSync(import.meta.filename, "changed"); log("changed it");',
  regain: 'process.setuid(0); log("is root");',
};

/** Starts a server with its own folders, in which attacks are templates. */
export async function attackedServer(settings: Record<string, string>): Promise<AttackedServer> {
  const folder = await aTemporaryFolder();
  await chmod(folder.path, 0o755); // Others may enter it, so that only the guards keep them out.
  const templates = join(folder.path, "templates");
  const [home, data] = [join(folder.path, "home"), join(folder.path, "data")];
  await mkdir(data);
  await chmod(data, 0o777);
  await writeModules(templates);
  const places = { FORMWORK_TEMPLATES: templates, FORMWORK_FILES: data };
  const server = await startFormwork(home, { ...places, ...settings });
  const client = await signedIn(server);
  const run = (template: string, payload = {}) => runJob(client, template, payload);
  let made = 0;
  async function publish(
    script: string,
    { limits = {}, files = [] }: { limits?: LimitsOf<"command">; files?: string[] } = {},
  ): Promise<string> {
    const name = `attack-${++made}`;
    const named = files.length === 0 ? {} : { files };
    const payload = { type: "object" };
    const shell = { kind: "command" as const, argv: ["sh", "-c", script], limits, ...named };
    const body = { name, title: name, payload, retry: { attempts: 1 }, timeout: "30s", run: shell };
    await client.call("templates.publish", { params: { name }, body });
    return name;
  }
  return {
    ...{ ...pick(server), data },
    shell: async (script, limits = {}) => run(await publish(script, { limits })),
    module: (body, payload) => run(`module-${body}`, payload),
    async begin(script, line, files = []) {
      const { id } = await submit(client, await publish(script, { files }), {});
      let found: string | undefined;
      await eventually(async () => {
        found = (await linesOf(client, id)).find((text) => line.test(text));
        return found !== undefined;
      }, "the first line of a job");
      return { line: found ?? "", end: () => endOf(client, id) };
    },
    async close() {
      await server.kill();
      await folder.remove();
    },
  };
}

function pick({ home, pid, url, logs }: Running) {
  return { home, pid, url, logs };
}

async function writeModules(templates: string): Promise<void> {
  for (const [name, body] of Object.entries(bodies)) {
    const folder = join(templates, `module-${name}`);
    await mkdir(folder, { recursive: true });
    const payload = { type: "object", properties: { path: { type: "string" } } };
    const template = { name: `module-${name}`, title: name, payload, retry: { attempts: 1 } };
    const run = { kind: "module", file: "run.mjs" };
    await writeFile(join(folder, "template.json"), JSON.stringify({ ...template, run }));
    const code = `export async function run({ payload, log }) { ${body} }`;
    await writeFile(join(folder, "run.mjs"), code);
  }
}

function submit(client: Client, template: string, payload: Record<string, unknown>) {
  return client.call("jobs.create", { body: { template, payload } });
}

async function runJob(client: Client, template: string, payload: Record<string, unknown>) {
  const { id } = await submit(client, template, payload);
  return endOf(client, id);
}

async function endOf(client: Client, id: string): Promise<string> {
  const { state, error } = await jobEnds(client, id);
  return [...(await linesOf(client, id)), `${state}: ${error?.message ?? ""}`].join("\n");
}

async function linesOf(client: Client, id: string): Promise<string[]> {
  const { items } = await client.call("jobs.logs", { params: { id }, query: {} });
  return items.map(({ text }) => text);
}
