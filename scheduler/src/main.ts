import { ensureFirstAdmin } from "@formwork/engine/accounts/ensure-first-admin";
import { buildEngine } from "@formwork/engine/build-engine";
import { choosePort } from "@formwork/engine/runtime/service/choose-port";
import { urlOf } from "@formwork/engine/runtime/service/listen";
import { healthOnceStarted } from "@formwork/engine/runtime/service/probes";
import {
  runService,
  type Service,
  type ServiceContext,
} from "@formwork/engine/runtime/service/run-service";
import { startWithRetry } from "@formwork/engine/runtime/service/start-with-retry";
import { sayUnneeded } from "@formwork/engine/runtime/settings/say-unneeded";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { openTracing } from "@formwork/engine/runtime/tracing/open-tracing";
import { createApp } from "./app.ts";
import { readSchedulerConfig } from "./config.ts";
import { createServer } from "./server.ts";

/**
 * Starts a scheduler that is a process of its own: the API and the loops. It listens at once; it
 * refuses what needs the database until that is reached, and events wait in the outbox for the
 * broker.
 */
async function startScheduler({ env, print, fatal }: ServiceContext): Promise<Service> {
  const config = readSchedulerConfig(env);
  const tracing = await openTracing(env, "scheduler");
  const telemetry = createTelemetry({ level: config.logLevel, service: "scheduler", tracing });
  sayUnneeded("scheduler", env, telemetry);
  const engine = await buildEngine(config, telemetry, ["scheduler"]);
  const port = await choosePort(config.host, config.port);
  const publicUrl = config.publicUrl ?? urlOf(config.host, port);
  let started = false;
  const health = async () => healthOnceStarted(started, await engine.health());
  const app = createApp({
    engine: { ...engine, health },
    telemetry,
    publicUrl,
    proxies: config.proxies,
    generateJobs: config.generateJobs,
  });
  const http = createServer({ app, host: config.host, port, telemetry });
  const { url } = await http.start();
  const starting = startWithRetry({
    telemetry,
    async start() {
      await engine.start();
      const { accounts } = engine;
      const setUpLink = await ensureFirstAdmin({ accounts, admin: config.admin, publicUrl });
      if (setUpLink !== null) print(`first start: make the admin account at ${setUpLink}`);
      started = true;
    },
    onFault: fatal,
  });
  await starting.begun;
  print(`formwork scheduler ready on ${url}`);
  return {
    async stop() {
      await http.stop();
      await Promise.all([starting.cancel(), engine.stop()]);
      await tracing?.close();
    },
  };
}

await runService(process, startScheduler);
