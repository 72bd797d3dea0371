import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Description, describeCalls } from "./describe-calls.ts";
import { pythonModules } from "./print-python.ts";
import { typescriptTable, typescriptTypes } from "./print-typescript.ts";

/**
 * Makes the packages `formwork-client` of TypeScript and Python, in a folder for each, which `npm pack`
 * and `pip install` take: `node scheduler/clients/build.ts [FOLDER]`, `dist/clients` unless told.
 */

const top = join(import.meta.dirname, "..", "..");
const sources = join(top, "contracts", "src");
const execute = promisify(execFile);

/** Files of our own client that the package has as they are. */
const shared = [
  ...["address", "client", "problem-error", "read-reply", "retry-at"].map(
    (name) => `client/${name}`,
  ),
  ...[
    "follow-job",
    "formwork",
    "keep-following",
    "open-event-stream",
    "read-event-stream",
    "read-pages",
    "repeat-call",
  ].map((name) => `client/jobs/${name}`),
  ...["retry-delay", "wait"].map((name) => `client/remote/${name}`),
].map((name) => `${name}.ts`);

/** Stand in the package for files that have more than its types. */
function standIns(description: Description): Record<string, string> {
  const types = 'export type * from "../types.ts";\n';
  return {
    "types.ts": typescriptTypes(description),
    "operations/operations.ts": typescriptTable(description),
    "operations/operation.ts": "export type Operation = { method: string; path: string };\n",
    "jobs/job.ts": types,
    "jobs/job-stream.ts": types,
    "problem.ts": 'export type { Problem } from "./types.ts";\n',
    "states.ts": [
      'import type { FinalState, JobState } from "./types.ts";',
      "/** Returns true for a state in which a job has ended. */",
      'export const isFinal = (state: JobState): state is FinalState => ["succeeded", "failed", "cancelled"].includes(state);',
      "",
    ].join("\n"),
    "index.ts": [
      'export type { JobMessage } from "./client/jobs/follow-job.ts";',
      'export { createFormwork, type Formwork, type SubmitOptions, type WaitOptions } from "./client/jobs/formwork.ts";',
      'export { isProblemError, type ProblemError } from "./client/problem-error.ts";',
      'export type * from "./types.ts";',
      "",
    ].join("\n"),
  };
}

async function buildTypescript(folder: string, description: Description): Promise<void> {
  const from = join(folder, "src");
  for (const name of shared) await copy(join(sources, name), join(from, name));
  await writeAll(from, standIns(description));
  await writeAll(folder, {
    "package.json": `${JSON.stringify(packageOf(description), null, 2)}\n`,
  });
  await copy(join(import.meta.dirname, "typescript", "README.md"), join(folder, "README.md"));
  const tsc = fileURLToPath(import.meta.resolve("typescript/package.json"));
  const { bin } = JSON.parse(await readFile(tsc, "utf8"));
  const options = {
    ...{ "--outDir": join(folder, "dist"), "--rootDir": from, "--target": "es2022" },
    ...{ "--module": "nodenext", "--lib": "es2023,dom,dom.iterable", "--types": "" },
  };
  const flags = ["--declaration", "--strict", "--rewriteRelativeImportExtensions"];
  const args = Object.entries(options)
    .filter(([, value]) => value !== "")
    .flat();
  await execute(process.execPath, [
    join(dirname(tsc), bin.tsc),
    ...[...flags, ...args, "--verbatimModuleSyntax", "--ignoreConfig"],
    join(from, "index.ts"),
  ]).catch(({ stdout, stderr }) => {
    throw new Error(`The client of TypeScript does not compile:\n${stdout}${stderr}`);
  });
}

function packageOf({ version }: Description) {
  return {
    name: "formwork-client",
    version,
    description: "Submits jobs to Formwork, waits for them and follows them.",
    license: "MIT",
    type: "module",
    engines: { node: ">=20" },
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
    files: ["dist"],
    sideEffects: false,
  };
}

async function buildPython(folder: string, description: Description): Promise<void> {
  await cp(join(import.meta.dirname, "python"), folder, { recursive: true });
  await writeAll(join(folder, "formwork_client"), {
    ...pythonModules(description),
    "_version.py": `VERSION = "${description.version}"\n`,
  });
}

async function writeAll(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to);
}

const folder = process.argv[2] ?? join(top, "dist", "clients");
const description = describeCalls();
await rm(folder, { recursive: true, force: true });
await buildTypescript(join(folder, "typescript"), description);
await buildPython(join(folder, "python"), description);
process.stdout.write(`The clients are in ${folder}\n`);
