import { buildEngine } from "@formwork/engine/build-engine";
import type { Engine } from "@formwork/engine/engine";
import { makeHomeFolder } from "@formwork/engine/runtime/make-folder";
import { createProbeServer } from "@formwork/engine/runtime/service/probe-server";
import { type Health, healthOnceStarted } from "@formwork/engine/runtime/service/probes";
import {
  runService,
  type Service,
  type ServiceContext,
} from "@formwork/engine/runtime/service/run-service";
import { startWithRetry } from "@formwork/engine/runtime/service/start-with-retry";
import { sayUnneeded } from "@formwork/engine/runtime/settings/say-unneeded";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { openTracing } from "@formwork/engine/runtime/tracing/open-tracing";
import { type BuiltWorker, buildWorker } from "./build-worker.ts";
import { readWorkerConfig } from "./config.ts";

/**
 * Starts a worker that is a process of its own. It waits for its database; without a broker it
 * polls for work.
 */
async function startWorker({ env, print, fatal }: ServiceContext): Promise<Service> {
  const config = readWorkerConfig(env);
  const tracing = await openTracing(env, "worker");
  const telemetry = createTelemetry({ level: config.logLevel, service: "worker", tracing });
  sayUnneeded("worker", env, telemetry);
  const engine = await buildEngine(config, telemetry, ["worker"]);
  makeHomeFolder(config.tmp, 0o700);
  const worker = await buildWorker(config, engine, telemetry);
  let started = false;
  const probes = createProbeServer({
    health: async () => healthOnceStarted(started, await healthOf(engine, worker)),
    telemetry,
  });
  if (config.port !== null)
    print(
      `health and metrics on ${(await probes.start({ host: config.host, port: config.port })).url}`,
    );
  const starting = startWithRetry({
    telemetry,
    async start() {
      await engine.start();
      await worker.start();
      started = true;
    },
    onFault: fatal,
  });
  await starting.begun;
  print("formwork worker ready");
  return {
    async stop() {
      await worker.stop();
      await Promise.all([starting.cancel(), engine.stop()]);
      await probes.stop();
      await tracing?.close();
    },
  };
}

async function healthOf(
  engine: Engine,
  worker: Pick<BuiltWorker, "health" | "jobs">,
): Promise<Health> {
  const { ok, checks } = await engine.health();
  const working = worker.health();
  return { ok: ok && working.ok, checks: { ...checks, worker: working, jobs: worker.jobs() } };
}

await runService(process, startWorker);
