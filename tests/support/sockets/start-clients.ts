import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { eventually } from "@formwork/engine/testing/eventually";

/** What the process of clients is asked to do. */
export type ClientsRequest = {
  port: number;
  /** The tokens, which the clients share evenly. */
  tokens: string[];
  count: number;
  /** False for clients that all wait as long as they may before they come back. */
  jitter: boolean;
};

/** How many clients of a process are subscribed now, and the events that all of them received. */
export type ClientCounts = { live: number; events: number };
/** When a client asked for a connection that came about, and was subscribed; since 1970, in ms. */
export type Return = { asked: number; live: number };

export type ManyClients = {
  counts: () => Promise<ClientCounts>;
  /** Returns the connections that came about since the last call. */
  returns: () => Promise<Return[]>;
  /** Waits until all are subscribed; throws after `ms`. */
  allLive: (ms: number) => Promise<unknown>;
  stop: () => void;
};

const program = new URL("./returning-clients.ts", import.meta.url);

/** Starts clients of a notifier in a process of their own, and waits until all are subscribed. */
export async function startClients(request: ClientsRequest): Promise<ManyClients> {
  const child = fork(program);
  child.send(request);
  const counts = () => answerOf<ClientCounts>(child, "counts");
  async function allLive(ms: number) {
    let live = 0;
    const areLive = async () => {
      ({ live } = await counts());
      return live === request.count;
    };
    return eventually(areLive, () => `${live} of ${request.count} clients are live`, ms);
  }
  await allLive(firstMs).catch((error) => {
    child.kill();
    throw error;
  });
  return {
    ...{ counts, allLive },
    returns: () => answerOf<Return[]>(child, "returns"),
    stop: () => void child.kill(),
  };
}
/** How long the first connections of all clients may take together, in ms. */
const firstMs = 120_000;

/** Asks the program, which answers with what belongs to the question. */
async function answerOf<Answer>(child: ChildProcess, question: string): Promise<Answer> {
  const answer = once(child, "message");
  child.send(question);
  const [found] = (await answer) as [Answer];
  return found;
}
