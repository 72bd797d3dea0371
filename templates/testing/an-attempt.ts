import { tmpdir } from "node:os";
import type { HandlerInput } from "@formwork/contracts/handler";

/** Creates the input of a handler, and records what the handler logs and reports as progress. */
export function anAttempt<Payload>(
  payload: Payload,
  { attempt = 1, signal = new AbortController().signal } = {},
) {
  const lines: string[] = [];
  const steps: { percent: number; message: string | undefined }[] = [];
  const input: HandlerInput<Payload> = {
    payload,
    secrets: {},
    attempt,
    signal,
    job: { id: "job-1", template: { name: "a-template", version: 1 } },
    workdir: tmpdir(),
    log: (value) => lines.push(String(value)),
    progress: (percent, message) => steps.push({ percent, message }),
  };
  return { input, lines, steps };
}

/** Runs `work` and returns the message of what it throws, or "nothing was thrown". */
export async function faultOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing was thrown";
}
