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
export type ThreadData = { path: string; role: "writer" | "reader" | "both" };

/** How a call ended. Errors cross as plain data, so that their codes survive. */
export type Reply = { id: number } & ({ value: unknown } | { error: ThreadError });

/** Thread to main side. `commit` comes with the replies of a writer's commit. */
export type FromThread =
  | { opened: true }
  | { refused: ThreadError }
  | { replies: Reply[]; commit?: unknown }
  | { closed: true };

/** An error of a thread; `code` and `errcode` are those of Node and SQLite. */
export type ThreadError = {
  name: string;
  message: string;
  stack?: string | undefined;
  code?: unknown;
  errcode?: unknown;
};

/** Makes an error ready to cross. */
export function crossing(error: unknown): ThreadError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack } = error;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return { name, message, stack, code, errcode };
}

/** Makes an error again of one that crossed. */
export function crossed({ name, message, stack, code, errcode }: ThreadError): Error {
  return Object.assign(new Error(message), { name, stack, code, errcode });
}
