import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Corpus, corpus, named, type Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

const written = join(tmpdir(), "formwork-attack-written");
const touch = `touch ${written}`;

/** Values of a payload that a shell would obey, or a program take for an option. */
const words = [
  ...[`; ${touch}`, `$(${touch})`, `\`${touch}\``, `| ${touch}`, `&& ${touch}`, `\n${touch}\n`],
  ...[`' ; ${touch} ; '`, `" ; ${touch} ; "`, `\${IFS}${touch}`, `> ${written}`, `x\0; ${touch}`],
  ...[`--output=${written}`, `-o${written}`, `--files0-from=${written}`],
];

async function judgeWord(target: Target, word: string): Promise<Verdict> {
  await rm(written, { force: true });
  await target.require({
    ...{ name: "attack-argv", title: "Attack", retry: { attempts: 1 }, timeout: "10s" },
    payload: { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } },
    run: { kind: "command", argv: ["sort", "{{payload.b}}{{payload.a}}", "/etc/hostname"] },
  });
  await target.runJob("attack-argv", { a: word });
  return existsSync(written) ? "the word was obeyed" : null;
}

const command = (run: object) => ({
  ...{ name: "attack-run", title: "Attack" },
  payload: { type: "object", properties: { a: { type: "string" } } },
  run: { kind: "command", argv: ["true"], ...run },
});
/** Templates that would let a payload choose what runs, or reach the variables of Formwork. */
const templates = [
  { argv: ["{{payload.a}}", "-c", "id"] },
  { argv: ["/bin/{{payload.a}}"] },
  { argv: ["sh", "-c", "echo '{{payload.a}}'"] },
  { argv: ["env", "python3", "-c", "{{payload.a}}"] },
  { argv: ["true"], cwd: "{{payload.a}}" },
  { argv: [] },
  { argv: "id; true" },
  { argv: ["true", "a\0b"] },
  { env: { PATH: "{{payload.a}}" } },
  { env: { LD_PRELOAD: "{{payload.a}}" } },
  { env: { NODE_OPTIONS: "{{payload.a}}" } },
  { env: { "": "x" } },
  { env: { "A=B": "x" } },
  { env: { FORMWORK_RESULT: "/etc/passwd" } },
  { env: { "X\nFORMWORK_RESULT": "/tmp/x" } },
  { shell: true },
];

export const commands: Corpus = {
  threat: "T2",
  title: "words and templates that would run something else",
  attacks: [
    ...corpus("T2", "", named(words), judgeWord).attacks,
    ...corpus("T2", "", named(templates), async (target, run) => {
      const { status } = await target.publish(command(run));
      return status < 300 ? "the template was taken" : null;
    }).attacks,
  ],
};
