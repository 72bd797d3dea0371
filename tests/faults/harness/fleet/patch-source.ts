import { registerHooks } from "node:module";
import { type CrashPoint, crashPoints, mutations, type Patch } from "./patches.ts";

/**
 * Loaded with `--import` into a process of a test run: changes source files before they are compiled.
 * `FAULTS_CRASH_AT=<point>:<n>` kills the process with SIGKILL when it comes to a crash point for the
 * n-th time; `FAULTS_MUTATION=<name>` takes guards away.
 */
const { FAULTS_CRASH_AT = "", FAULTS_MUTATION = "" } = process.env;
const patches: readonly Patch[] = [
  ...(FAULTS_MUTATION === "" ? [] : known<readonly Patch[]>(mutations, FAULTS_MUTATION)),
  ...(FAULTS_CRASH_AT === "" ? [] : [crashPatch(FAULTS_CRASH_AT)]),
];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const wanted = patches.filter(({ file }) => url.endsWith(`/${file}`));
    if (wanted.length === 0) return loaded;
    const source = Buffer.from(loaded.source as Uint8Array).toString("utf8");
    return { ...loaded, source: wanted.reduce(patched, source) };
  },
});

function patched(source: string, { file, find, replace }: Patch): string {
  if (source.split(find).length !== 2) throw new Error(`${file} does not have "${find}" once`);
  return source.replace(find, () => replace);
}

function crashPatch(setting: string): Patch {
  const [name = "", times = "1"] = setting.split(":");
  const { file, before, when = "true" } = known<CrashPoint>(crashPoints, name);
  const count = `if (${when}) globalThis.passedCrashPoint = (globalThis.passedCrashPoint ?? 0) + 1;`;
  const crash = `if (globalThis.passedCrashPoint >= ${times}) process.kill(process.pid, "SIGKILL");`;
  return { file, find: before, replace: `${count}\n${crash}\n${before}` };
}

function known<T>(table: Record<string, T>, name: string): T {
  const found = table[name];
  if (found !== undefined) return found;
  throw new Error(`${name} is unknown; known are ${Object.keys(table).join(", ")}`);
}
