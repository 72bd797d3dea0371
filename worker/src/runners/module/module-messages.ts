import type { Progress } from "@formwork/contracts/job";

/** What passes between a worker and the process that runs its handlers; one job at a time. */

/** Worker to child. */
export type ToChild = RunMessage | { type: "abort"; cause: string };
export type RunMessage = {
  type: "run";
  /** URL of the module's file. */
  url: string;
  job: { id: string; template: { name: string; version: number } };
  attempt: number;
  payload: Record<string, unknown>;
};

/**
 * Child to worker. `ready` comes once; `returned` or `failed` ends a job, everything else may come
 * before it.
 */
export type FromChild =
  | { type: "ready" }
  | { type: "log"; stream: "stdout" | "stderr"; text: string }
  | { type: "progress"; progress: Progress }
  /** `json` is the result, or null for none. */
  | { type: "returned"; json: string | null }
  | { type: "failed"; reason: string; message: string; stack?: string | undefined; fatal: boolean };
