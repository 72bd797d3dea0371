import { parentPort, workerData } from "node:worker_threads";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { tryTemplate } from "./dry-run.ts";
import { compileValidator, type PayloadValidator } from "./payload-validator.ts";
import type { Answer, Batch, Task, ThreadData } from "./sandbox-messages.ts";
import { validatorScript } from "./validator-script.ts";

/**
 * The thread in which templates are compiled, tried and used. It may run out of memory or time;
 * `guard.ts` lives on.
 */

type Known = { schema: SchemaObject; validator?: PayloadValidator };

/** Longest answer to one task, in characters: a schema may fill in far more than was sent. */
const longestAnswer = 2_000_000;

const known = new Map<string, Known>();
// The guard starts this thread with exactly this.
const progress = new Int32Array((workerData as ThreadData).progress);

parentPort?.on("message", (text: string) => {
  // Written by the guard, as one Batch.
  const batch = JSON.parse(text) as Batch;
  for (const hash of batch.forget) known.delete(hash);
  for (const [hash, schema] of batch.learn) known.set(hash, { schema });
  const answers = batch.tasks.map((task, index) => {
    Atomics.store(progress, 0, index);
    return answerTo(task);
  });
  parentPort?.postMessage(`[${answers.join(",")}]`);
});
parentPort?.postMessage("ready");

function answerTo(task: Task): string {
  const answer = JSON.stringify(attempt(() => perform(task)));
  return answer.length > longestAnswer
    ? JSON.stringify({ error: "the payload grows too large when its defaults are filled in" })
    : answer;
}

function attempt(work: () => unknown): Answer {
  try {
    return { result: work() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function perform(task: Task): unknown {
  switch (task.kind) {
    case "check-template":
      return tryTemplate(task.definition);
    case "validate":
      return validatorOf(task.hash).validate(task.payload);
    case "validator-script":
      return validatorScript(knownSchema(task.hash).schema);
  }
}

function validatorOf(hash: string): PayloadValidator {
  const entry = knownSchema(hash);
  entry.validator ??= compileValidator(entry.schema);
  return entry.validator;
}

function knownSchema(hash: string): Known {
  const entry = known.get(hash);
  if (entry === undefined) throw new Error(`The guard never sent the schema ${hash}`);
  return entry;
}
