import type { Progress } from "@formwork/contracts/job";
import type { KeptCode } from "../../code/code-folder.ts";

/**
 * Messages between a worker and a process that runs a handler, once.
 */

/** Messages to the child process. */
export type ToChild = RunMessage | { type: "abort"; cause: string };
export type RunMessage = {
  type: "run";
  /** URL of the module's file. */
  url: string;
  /** What its code has to be; null where no job could have changed it. */
  code: KeptCode | null;
  job: { id: string; template: { name: string; version: number } };
  attempt: number;
  payload: Record<string, unknown>;
  secrets: Record<string, string>;
};

/**
 * Messages of the child process. `ready` is the first, `returned` or `failed` the last.
 */
export type FromChild =
  | { type: "ready" }
  | { type: "log"; stream: "stdout" | "stderr"; text: string }
  | { type: "progress"; progress: Progress }
  /** `json` is the result, or null where the handler returned nothing. */
  | { type: "returned"; json: string | null }
  | { type: "failed"; reason: string; message: string; stack?: string | undefined; fatal: boolean };
