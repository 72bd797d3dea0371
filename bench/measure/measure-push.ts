import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Engine } from "@formwork/engine/engine";
import { systemClock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { createGateway } from "@formwork/notifier/gateway";
import { aPayload } from "../engines/bench-engine.ts";
import { startNoopWorker } from "../engines/noop-worker.ts";
import { caller, startEngine } from "../engines/start-engine.ts";
import { folder, n } from "./arguments.ts";
import { quantile, report } from "./measure.ts";

/** Events per no-op job: created, queued, started, succeeded. */
const eventsPerJob = 4;
const seconds = 10;

/**
 * Measures how long events take to reach n clients that are subscribed to all jobs, from the time
 * of the event to its arrival, while jobs run at a steady rate. Also reports how many events did
 * not arrive within ten seconds.
 */
export async function measurePush({
  work,
  eventsPerSecond,
}: {
  work: string;
  eventsPerSecond: number;
}): Promise<void> {
  const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
  const { engine, telemetry } = await startEngine({
    store: BENCH_STORE,
    bus: BENCH_BUS,
    data: folder,
  });
  const clients = await startClients(await listen(engine, telemetry));
  await startNoopWorker(engine, telemetry, () => {});
  await submitFor(1, engine, eventsPerSecond); // The warm-up.
  await pause(1000);
  await delaysOf(clients);
  await submitFor(seconds, engine, eventsPerSecond);
  const expected = seconds * eventsPerSecond * n;
  let delays: number[] = [];
  for (let waited = 0; delays.length < expected && waited < 10; waited++) {
    await pause(1000);
    delays = delays.concat(await delaysOf(clients));
  }
  clients.disconnect();
  report({
    work,
    n,
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    missing: expected - delays.length,
  });
}

async function listen(engine: Engine, telemetry: Telemetry): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  // A server that listens on a port has an address of this type.
  const { port } = server.address() as AddressInfo;
  const gateway = createGateway({
    ...{
      server,
      bus: engine.bus,
      telemetry,
      clock: systemClock,
      publicUrl: `http://127.0.0.1:${port}`,
    },
    authenticate: async () => caller.principal,
    limits: { socketsPerUser: n },
  });
  await gateway.start();
  return port;
}

async function startClients(port: number): Promise<ChildProcess> {
  const clients = fork(new URL("./push-clients.ts", import.meta.url), [String(port), String(n)], {
    serialization: "advanced",
  });
  await once(clients, "message");
  return clients;
}

async function delaysOf(clients: ChildProcess): Promise<number[]> {
  const answer = once(clients, "message");
  clients.send("delays");
  return (await answer)[0];
}

async function submitFor(seconds: number, engine: Engine, eventsPerSecond: number): Promise<void> {
  const intervalMs = (1000 * eventsPerJob) / eventsPerSecond;
  const start = performance.now();
  for (let i = 0; i * intervalMs < seconds * 1000; i++) {
    const wait = start + i * intervalMs - performance.now();
    if (wait > 0) await pause(wait);
    await engine.jobs.submit({ ...caller, input: { template: "noop", payload: aPayload(i) } });
  }
}
