import { fork } from "node:child_process";
import { once } from "node:events";
import type { Probe } from "./scale-result.ts";
import type { Server } from "./start-server.ts";

const minMs = 5000;

/** Repeats `work` for five seconds or longer while a prober measures small requests beside it. */
export async function probeWhile(
  { url, token }: Server,
  jobId: string,
  during: string,
  work: () => Promise<unknown>,
): Promise<Probe> {
  const prober = fork(new URL("./prober.ts", import.meta.url), [url, token, jobId]);
  const failed = once(prober, "exit").then(() => Promise.reject(new Error("the prober failed")));
  // It exits after its answer, when nothing waits for this any more.
  failed.catch(() => undefined);
  const nextMessage = () => Promise.race([once(prober, "message"), failed]);
  await nextMessage();
  const start = performance.now();
  while (performance.now() - start < minMs) await work();
  const answer = nextMessage();
  prober.send("end");
  const [times] = await answer;
  return { during, ...times };
}
