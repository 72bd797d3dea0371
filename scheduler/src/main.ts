import { ensureFirstAdmin } from "@formwork/engine/accounts/ensure-first-admin";
import { buildEngine } from "@formwork/engine/build-engine";
import { choosePort } from "@formwork/engine/runtime/service/choose-port";
import { isLoopback } from "@formwork/engine/runtime/service/is-loopback";
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
 * Starts a scheduler that is a process of its own: the API and the loops. It listens once it can
 * answer, so that a proxy sends requests elsewhere meanwhile. Where the database is away, it listens all
 * the same, for its probes, and requests wait for a moment. Events wait in the outbox for
 * the broker.
 */
async function startScheduler({ env, print, fatal }: ServiceContext): Promise<Service> {
  const config = readSchedulerConfig(env);
  const tracing = await openTracing(env, "scheduler");
  const telemetry = createTelemetry({ level: config.logLevel, service: "scheduler", tracing });
  sayUnneeded("scheduler", env, telemetry);
  const engine = await buildEngine(config, telemetry, ["scheduler"]);
  const started = Promise.withResolvers<void>();
  let hasStarted = false;
  const address = once(async () => {
    const port = await choosePort(config.host, config.port);
    return { port, publicUrl: config.publicUrl ?? urlOf(config.host, port) };
  });
  const starting = startWithRetry({
    telemetry,
    async start() {
      await engine.start();
      const { accounts, audit } = engine;
      const { publicUrl } = await address();
      const setUpLink = await ensureFirstAdmin({
        ...{ accounts, audit, admin: config.admin, publicUrl, log: telemetry.log },
      });
      if (setUpLink !== null) print(`first start: make the admin account at ${setUpLink}`);
      hasStarted = true;
      started.resolve();
    },
    onFault: fatal,
    isAway: async () => (await engine.health()).checks.store?.ok !== true,
  });
  await starting.begun;
  const { port, publicUrl } = await address();
  const health = async () => healthOnceStarted(hasStarted, await engine.health());
  const app = createApp({
    engine: { ...engine, health },
    telemetry,
    publicUrl,
    proxies: config.proxies,
    isLocal: isLoopback(config.host),
    allowedOrigins: config.allowedOrigins,
    generateJobs: config.generateJobs,
    started: started.promise,
  });
  const http = createServer({ app, host: config.host, port, telemetry });
  const { url } = await http.start();
  print(`formwork scheduler ready on ${url}`);
  return {
    async stop() {
      await http.stop();
      await Promise.all([starting.cancel(), engine.stop()]);
      await tracing?.close();
    },
  };
}

/** Returns a function that calls `make` at its first call only. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

await runService(process, startScheduler);
