import type { HandlerInput } from "@formwork/contracts/handler";

/**
 * Builds, for tests, what a handler is given; keeps the lines it logs and the progress it reports.
 */
export function anAttempt<Payload>(
  payload: Payload,
  { attempt = 1, signal = new AbortController().signal } = {},
) {
  const lines: string[] = [];
  const steps: { percent: number; message: string | undefined }[] = [];
  const input: HandlerInput<Payload> = {
    payload,
    attempt,
    signal,
    job: { id: "job-1", template: { name: "tried-out", version: 1 } },
    log: (text) => lines.push(text),
    progress: (percent, message) => steps.push({ percent, message }),
  };
  return { input, lines, steps };
}

/** Runs `work` and answers the message it throws; says so when it throws nothing. */
export async function faultOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing was thrown";
}
