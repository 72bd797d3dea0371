import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import type { Answer, Task } from "../sandbox-messages.ts";

/** For whom a task is run: callers take turns, and nothing is done for one who has left. */
export type Asker = { id: string; signal?: AbortSignal | undefined };

/** A task with who waits for its answer. */
export type Call = {
  task: Task;
  schema: SchemaObject | undefined;
  asker: Asker;
  /** When it began to wait, in milliseconds. */
  since: number;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
};
