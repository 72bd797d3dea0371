import { ensureFirstAdmin } from "@formwork/engine/accounts/ensure-first-admin";
import { buildEngine } from "@formwork/engine/build-engine";
import type { Engine } from "@formwork/engine/engine";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { choosePort } from "@formwork/engine/runtime/service/choose-port";
import { isLoopback } from "@formwork/engine/runtime/service/is-loopback";
import { urlOf } from "@formwork/engine/runtime/service/listen";
import type { Health } from "@formwork/engine/runtime/service/probes";
import type { Environment } from "@formwork/engine/runtime/settings/read-settings";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { openTracing } from "@formwork/engine/runtime/tracing/open-tracing";
import { createGateway } from "@formwork/notifier/gateway";
import { createApp } from "@formwork/scheduler/app";
import { createServer } from "@formwork/scheduler/server";
import { type BuiltWorker, buildWorker } from "@formwork/worker/build-worker";
import type { StartConfig } from "./config.ts";
import { lockHome, openHome } from "./home.ts";
import { startKeys } from "./seal-keys/start-keys.ts";

/** Every part, running in this process. `setUpLink` is null once there is an admin. */
export type Running = { url: string; setUpLink: string | null; stop: () => Promise<void> };

/** Folder that webpack builds the UI into. */
const builtUi = new URL("../../frontend/dist", import.meta.url).pathname;

/**
 * Starts the engine, the scheduler's API, the notifier and a worker in one process, each after the
 * parts that it needs; stops them in the opposite order.
 */
export async function startAll(settings: StartConfig, env: Environment): Promise<Running> {
  const home = openHome(settings.home);
  const lock = lockHome(home);
  const config = {
    ...settings,
    ...startKeys(home, settings),
    data: home.data,
    tmp: home.tmp,
    isAlone: true, // The lock says so.
  };
  const tracing = await openTracing(env, "start");
  const telemetry = createTelemetry({ level: config.logLevel, service: "formwork", tracing });
  const engine = await buildEngine(config, telemetry, ["scheduler", "worker"]);
  const { accounts, audit, bus } = engine;
  await engine.start();

  const port = await choosePort(config.host, config.port);
  const publicUrl = config.publicUrl ?? urlOf(config.host, port);
  const setUpLink = await ensureFirstAdmin({
    ...{ accounts, audit, admin: config.admin, publicUrl, log: telemetry.log },
  });
  const worker = await buildWorker(config, engine, telemetry);
  const app = createApp({
    engine: { ...engine, health: () => healthOf(engine, worker) },
    telemetry,
    publicUrl,
    proxies: config.proxies,
    isLocal: isLoopback(config.host),
    allowedOrigins: config.allowedOrigins,
    generateJobs: config.generateJobs,
    uiFolder: builtUi,
  });
  const http = createServer({ app, host: config.host, port, telemetry });
  const gateway = createGateway({
    server: http.server,
    bus,
    authenticate: accounts.authenticate,
    telemetry,
    clock,
    publicUrl,
  });
  await gateway.start();
  await http.start();
  await worker.start();
  return {
    url: publicUrl,
    setUpLink,
    async stop() {
      await worker.stop();
      await gateway.stop();
      await http.stop();
      await engine.stop();
      await tracing?.close();
      lock.release();
    },
  };
}

async function healthOf(engine: Engine, worker: Pick<BuiltWorker, "jobs">): Promise<Health> {
  const { ok, checks } = await engine.health();
  return { ok, checks: { ...checks, jobs: worker.jobs() } };
}
