/** What the store's main side and its threads send to each other. */

/** A verb of a thread, called. */
export type Call = { id: number; verb: string; params: unknown };

/** Main side to thread. Writes come with the store's time; `abandon` gives up a read. */
export type ToThread =
  | { writes: Call[]; now: number }
  | { reads: Call[] }
  | { abandon: number }
  | { close: true };

/** What a thread is started with. `both`: a database in memory, which one connection alone sees. */
export type ThreadData = {
  path: string;
  role: "writer" | "reader" | "both";
  /** Counts commits, over all threads of the store. */
  counter: Int32Array;
};

/** How a call ended. Errors cross as plain data, so that their codes survive. */
export type Reply = { id: number } & ({ value: unknown } | { error: ThreadError });

/** Thread to main side. `commit` comes with the replies of a writer's commit. */
export type FromThread =
  | { opened: true }
  | { refused: ThreadError }
  | {
      replies: Reply[];
      commit?: unknown;
      /** Whether that commit has written to the file. */
      written?: boolean;
      /** Writer: so many commits are on disk, or refused. */
      safe?: number;
      /** Reader: so many commits, and none later, may be in what was read. */
      seen?: number;
    }
  | { closed: true };

/** An error of a thread; `code` and `errcode` are those of Node and SQLite. */
export type ThreadError = {
  name: string;
  message: string;
  stack?: string | undefined;
  code?: unknown;
  errcode?: unknown;
  cause?: string | undefined;
};

/** Makes an error ready to cross. */
export function toThreadError(error: unknown): ThreadError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack } = error;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  const cause = error.cause === undefined ? undefined : String(error.cause);
  return { name, message, stack, code, errcode, cause };
}

/** Makes an error again of one that crossed. */
export function fromThreadError({
  name,
  message,
  stack,
  code,
  errcode,
  cause,
}: ThreadError): Error {
  return Object.assign(new Error(message, { cause }), { name, stack, code, errcode });
}
