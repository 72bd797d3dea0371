import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../tests/support/servers/run-server.ts";
import { serviceSettings, startService } from "../../tests/support/service.ts";
import { busiestSecond } from "../../tests/support/sockets/busiest-second.ts";
import { startClients } from "../../tests/support/sockets/start-clients.ts";
import { tokensOf } from "../../tests/support/sockets/tokens-of.ts";
import { folder, n } from "../measure/arguments.ts";
import { quantile, report } from "../measure/measure.ts";
import { readMemory, readProcessorMs } from "../scale/process-usage.ts";

/**
 * Measures how n clients come back to a notifier that was killed and starts again at once: plain
 * sockets in another process, with the waits of a page. Meanwhile the notifier is asked every 20 ms
 * whether it lives: that waits for its event loop.
 */
const socketsPerUser = 20;
const allLiveMs = 120_000;
const askEveryMs = 20;
const { BENCH_BUS = "local:" } = process.env;
if (BENCH_BUS === "local:") throw new Error("A notifier needs a broker: --bus rabbit");

const port = await freePort();
const settings: Record<string, string> = {
  ...serviceSettings({ home: folder, store: "mongodb://none", bus: BENCH_BUS }),
  FORMWORK_PORT: String(port),
  FORMWORK_LOG_LEVEL: "error",
};
const tokens = await tokensOf({
  secret: settings.FORMWORK_TOKEN_SECRET ?? "",
  count: Math.ceil(n / socketsPerUser),
});
const first = await startService("notifier", settings);
const clients = await startClients({ port, tokens, count: n, jitter: true });
await clients.returns();

const killed = Date.now();
await first.end("SIGKILL");
const notifier = await startService("notifier", settings);
const ready = Date.now();
const asking = askWhile(clients.allLive(allLiveMs));
const answers = await asking;
const returns = await clients.returns();
const processor_ms = readProcessorMs(notifier.pid);
const { peak_mb } = readMemory(notifier.pid);
clients.stop();
await notifier.end();

const back = returns.map(({ live }) => live - killed);
report({
  work: "reconnect",
  n,
  p50: quantile(back, 0.5),
  p99: quantile(back, 0.99),
  reconnect: {
    down_ms: ready - killed,
    all_live_ms: Math.max(...returns.map(({ live }) => live)) - ready,
    busiest_percent: Math.round(busiestSecond(returns.map(({ asked }) => asked)) * 100),
    live_p50: quantile(answers, 0.5),
    live_p99: quantile(answers, 0.99),
    processor_ms,
  },
  peak_rss_mb: peak_mb,
});

/** Asks the notifier whether it lives until `ended` resolves; returns how long each answer took. */
async function askWhile(ended: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  const end = ended.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const start = performance.now();
    await (await fetch(`${notifier.url}/health/live`)).text();
    times.push(performance.now() - start);
    await pause(askEveryMs);
  }
  await end;
  return times;
}
