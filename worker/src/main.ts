import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { createBus } from "@formwork/engine/bus/create-bus";
import { createEngine } from "@formwork/engine/create-engine";
import type { Engine } from "@formwork/engine/engine";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { createProbeServer } from "@formwork/engine/runtime/probe-server";
import { type Health, healthOnceStarted } from "@formwork/engine/runtime/probes";
import { type Ground, runService, type Service } from "@formwork/engine/runtime/run-service";
import { startWithRetry } from "@formwork/engine/runtime/start-with-retry";
import { createTelemetry, type Telemetry } from "@formwork/engine/runtime/telemetry";
import { createStore } from "@formwork/engine/store/create-store";
import { readWorkerConfig, type WorkerConfig } from "./config.ts";
import { createDialer } from "./runners/http/dialer.ts";
import { createRunners } from "./runners/runners.ts";
import { createWorker, type Worker } from "./worker.ts";

/**
 * A worker of its own: it claims jobs and runs them. Without its database it waits; the broker only
 * makes it quicker.
 */
async function startWorker({ env, say, fall }: Ground): Promise<Service> {
  const config = readWorkerConfig(env);
  const telemetry = createTelemetry({ level: config.logLevel, service: "worker" });
  const engine = await buildEngine(config, telemetry);
  await mkdir(config.tmp, { recursive: true, mode: 0o700 });
  const dialer = createDialer({ allow: config.outboundAllow });
  const runners = createRunners({
    templatesFolder: config.templates,
    tmpFolder: config.tmp,
    dialer,
    telemetry,
    clock,
  });
  const worker = createWorker({ ...workerDeps(config, engine, telemetry), runners });
  let started = false;
  const probes = createProbeServer({
    health: async () => healthOnceStarted(started, await healthOf(engine, worker)),
    telemetry,
  });
  if (config.port !== null)
    say(
      `health and metrics on ${(await probes.start({ host: config.host, port: config.port })).url}`,
    );
  const starting = startWithRetry({
    telemetry,
    async start() {
      await engine.start();
      await worker.start();
      started = true;
    },
    onFault: fall,
  });
  await starting.begun;
  say("formwork worker ready");
  return {
    async stop() {
      if (started) await worker.stop();
      await Promise.all([starting.cancel(), engine.stop()]);
      await Promise.all([runners.close(), dialer.close(), probes.stop()]);
    },
  };
}

async function buildEngine(config: WorkerConfig, telemetry: Telemetry): Promise<Engine> {
  return createEngine({
    store: await createStore({ url: config.store, clock, telemetry }),
    bus: await createBus({ url: config.bus, clock, telemetry }),
    clock,
    telemetry,
    templatesFolder: null,
    secret: config.secret,
    leaseMs: config.leaseMs,
    rescueMs: config.leaseMs,
    loops: [],
  });
}

function workerDeps(config: WorkerConfig, engine: Engine, telemetry: Telemetry) {
  const { concurrency, drainMs, commands } = config;
  const kinds: ("http" | "module" | "command")[] = commands
    ? ["http", "module", "command"]
    : ["http", "module"];
  const workerId = `${hostname()}-${process.pid}`;
  return {
    work: engine.work,
    bus: engine.bus,
    telemetry,
    clock,
    workerId,
    concurrency,
    kinds,
    drainMs,
    pollMs: 1000,
  };
}

async function healthOf(engine: Engine, worker: Worker): Promise<Health> {
  const { ok, checks } = await engine.health();
  const working = worker.health();
  return { ok: ok && working.ok, checks: { ...checks, worker: working } };
}

await runService(process, startWorker);
