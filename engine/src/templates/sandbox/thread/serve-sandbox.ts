import type { MessagePort } from "node:worker_threads";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { type Answer, type Batch, later, type Task, type ThreadData } from "../sandbox-messages.ts";
import { dryRun } from "./dry-run.ts";
import { compileValidator, type PayloadValidator } from "./payload-validator.ts";
import { compileResultCheck, type ResultCheck } from "./result-check.ts";
import { validateWithSecrets } from "./validate-with-secrets.ts";
import { validatorScript } from "./validator-script.ts";

type Entry = { schema: SchemaObject; validator?: PayloadValidator; checkResult?: ResultCheck };

/** Largest answer to one task, in characters. */
const maxAnswerLength = 2_000_000;
/** How much longer than what was sent a payload may get by defaults, in characters. */
const maxGrowth = 256 * 1024;
/** Answers are sent once they are that long, in characters, so that none are kept for long. */
const portionLength = 256 * 1024;
/** After that time, in milliseconds, the rest of a batch is left, so that other callers get a turn. */
const turnMs = 50;

/**
 * Runs the tasks of one sandbox, which come over `port`. A schema may use up the memory or the time of
 * this thread; `sandbox-thread.ts`, which started it, then ends it and starts another.
 */
export function serveSandbox(port: MessagePort, data: ThreadData): void {
  const schemas = new Map<string, Entry>();
  const progress = new Int32Array(data.progress);

  function answerTo(task: Task, size: number): string {
    const answer = JSON.stringify(attempt(() => perform(task)));
    const max = task.kind === "validate" ? size + maxGrowth : maxAnswerLength;
    return answer.length > max
      ? JSON.stringify({ error: "the payload grows too large when its defaults are filled in" })
      : answer;
  }

  function perform(task: Task): unknown {
    switch (task.kind) {
      case "check-template":
        return dryRun(task.definition);
      case "validate":
        return validateWithSecrets({
          schema: entryOf(task.hash).schema,
          validator: validatorOf(task.hash),
          payload: task.payload,
          kept: task.kept ?? {},
        });
      case "check-result":
        return resultCheckOf(task.hash)(task.result);
      case "validator-script":
        return validatorScript(entryOf(task.hash).schema);
    }
  }

  function validatorOf(hash: string): PayloadValidator {
    const entry = entryOf(hash);
    entry.validator ??= compileValidator(entry.schema);
    return entry.validator;
  }

  function resultCheckOf(hash: string): ResultCheck {
    const entry = entryOf(hash);
    entry.checkResult ??= compileResultCheck(entry.schema);
    return entry.checkResult;
  }

  function entryOf(hash: string): Entry {
    const entry = schemas.get(hash);
    if (entry === undefined) throw new Error(`The sandbox never sent the schema ${hash}`);
    return entry;
  }

  port.on("message", (text: string) => {
    // Written by the sandbox, as one Batch.
    const batch = JSON.parse(text) as Batch;
    for (const hash of batch.forget) schemas.delete(hash);
    for (const [hash, schema] of batch.learn) schemas.set(hash, { schema });
    const end = performance.now() + turnMs;
    let answers: string[] = [];
    let length = 0;
    for (const [index, task] of batch.tasks.entries()) {
      Atomics.store(progress, 0, index);
      const answer = answerTo(task, batch.sizes[index] ?? 0);
      answers.push(answer);
      length += answer.length;
      const isLast = index === batch.tasks.length - 1;
      const isOver = performance.now() > end;
      if (length < portionLength && !isLast && !isOver) continue;
      port.postMessage(`[${answers.join(",")}]`);
      if (isOver && !isLast) return void port.postMessage(later);
      answers = [];
      length = 0;
    }
  });
  port.postMessage("ready");
}

function attempt(work: () => unknown): Answer {
  try {
    return { result: work() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
