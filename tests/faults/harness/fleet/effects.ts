import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a running attempt did outside, with the wall clock of the machine in ms. */
export type Effect = { job: string; attempt: number; what: "start" | "beat" | "end"; at: number };

/** The payload of a job, as its template fills it in. */
export type EffectPayload = { file: string; ms: number; failures: number };

/**
 * The templates of a run: `effect` runs in a process of Formwork's, `shell` as a command, `remote` in
 * a program of the tests (`remote-program.ts`). All append what they do to a file, so that effects
 * can be counted whatever becomes of the worker.
 */
const payload = {
  type: "object",
  required: ["file", "ms"],
  properties: {
    file: { type: "string", title: "File of effects" },
    ms: { type: "integer", title: "Duration in ms", minimum: 0, maximum: 60_000 },
    failures: { type: "integer", title: "Attempts that fail", default: 0 },
    text: { type: "string", title: "Text that takes room" },
  },
};
const retry = { attempts: 3, initial: "200ms", factor: 2, max: "1s" };
const effect = {
  name: "effect",
  title: "Effect",
  payload,
  run: { kind: "module", file: "effect.mjs" },
  retry,
};
const shell = { name: "shell", title: "Shell", payload, retry };
/** Calls an address; what is done there counts as the effect. */
const call = {
  name: "call",
  title: "Call",
  payload: { type: "object", properties: { url: { type: "string" } } },
  retry,
  run: { kind: "http", method: "POST", url: "{{payload.url}}" },
};
const remote = { name: "remote", title: "Remote", payload, retry, run: { kind: "remote" } };

/** Time between two effects of a running attempt, in ms. */
export const beatMs = 100;

const effectModule = `import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
export async function run({ payload, job, attempt, log, progress }) {
  const write = (what) =>
    appendFileSync(payload.file, JSON.stringify({ job: job.id, attempt, what, at: Date.now() }) + "\\n");
  write("start");
  log("started attempt " + attempt);
  for (let left = payload.ms; left > 0; left -= ${beatMs}) {
    await pause(Math.min(left, ${beatMs}));
    write("beat");
    progress(Math.round(100 - (100 * left) / payload.ms));
  }
  if (attempt <= payload.failures) throw new Error("attempt " + attempt + " fails on purpose");
  write("end");
  return { attempt };
}
`;
/** Its child goes on when the shell is killed alone: only the end of the whole group stops it. */
const effectScript = `write() {
  printf '{"job":"%s","attempt":%s,"what":"%s","at":%s}\\n' "$FORMWORK_JOB_ID" "$FORMWORK_ATTEMPT" "$1" "$(date +%s%3N)" >> "$2"
}
write start "$1"
(left=$2; while [ "$left" -gt 0 ]; do sleep 0.1; write beat "$1"; left=$((left - ${beatMs})); done) &
wait
write end "$1"
`;

/** Writes the templates below `home`, and returns their folder and the file of effects. */
export async function writeTemplates(home: string): Promise<{ folder: string; file: string }> {
  const folder = join(home, "templates");
  await mkdir(folder, { recursive: true });
  const script = join(folder, "effect.sh");
  const run = { kind: "command", argv: ["/bin/sh", script, "{{payload.file}}", "{{payload.ms}}"] };
  await Promise.all([
    writeFile(join(folder, "effect.json"), JSON.stringify(effect)),
    writeFile(join(folder, "effect.mjs"), effectModule),
    writeFile(join(folder, "shell.json"), JSON.stringify({ ...shell, run })),
    writeFile(join(folder, "remote.json"), JSON.stringify(remote)),
    writeFile(join(folder, "call.json"), JSON.stringify(call)),
    writeFile(script, effectScript),
  ]);
  const file = join(home, "effects");
  await writeFile(file, "");
  return { folder, file };
}

/** Reads what the attempts of a run did. A line that a kill cut short is no effect. */
export async function readEffects(file: string): Promise<Effect[]> {
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.flatMap((line) => (line.endsWith("}") ? [JSON.parse(line) as Effect] : []));
}
