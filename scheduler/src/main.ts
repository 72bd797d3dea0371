import { createBus } from "@formwork/engine/bus/create-bus";
import { createEngine } from "@formwork/engine/create-engine";
import type { Engine } from "@formwork/engine/engine";
import { choosePort } from "@formwork/engine/runtime/choose-port";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { urlOf } from "@formwork/engine/runtime/listen";
import { healthOnceStarted } from "@formwork/engine/runtime/probes";
import { type Ground, runService, type Service } from "@formwork/engine/runtime/run-service";
import { startWithRetry } from "@formwork/engine/runtime/start-with-retry";
import { createTelemetry, type Telemetry } from "@formwork/engine/runtime/telemetry";
import { createStore } from "@formwork/engine/store/create-store";
import { createApp } from "./app.ts";
import { readSchedulerConfig, type SchedulerConfig } from "./config.ts";
import { createServer } from "./server.ts";

/**
 * A scheduler of its own: the API and the background duties. It answers from the first moment on;
 * what needs the database is refused until that is there, and events wait in the outbox for the
 * broker.
 */
async function startScheduler({ env, say, fall }: Ground): Promise<Service> {
  const config = readSchedulerConfig(env);
  const telemetry = createTelemetry({ level: config.logLevel, service: "scheduler" });
  const engine = await buildEngine(config, telemetry);
  const port = await choosePort(config.host, config.port);
  const publicUrl = config.publicUrl ?? urlOf(config.host, port);
  let started = false;
  const health = async () => healthOnceStarted(started, await engine.health());
  const http = createServer({
    app: createApp({
      engine: { ...engine, health },
      telemetry,
      publicUrl,
      proxies: config.proxies,
    }),
    host: config.host,
    port,
    telemetry,
  });
  const { url } = await http.start();
  const starting = startWithRetry({
    telemetry,
    async start() {
      await engine.start();
      if (config.admin !== null) await engine.accounts.ensureAdmin(config.admin);
      const invites = await engine.accounts.setUpNeeded();
      if (invites)
        say(
          `first start: make the admin account at ${publicUrl}/setup?token=${await engine.accounts.setUpToken()}`,
        );
      started = true;
    },
    onFault: fall,
  });
  await starting.begun;
  say(`formwork scheduler ready on ${url}`);
  return {
    async stop() {
      await http.stop();
      await Promise.all([starting.cancel(), engine.stop()]);
    },
  };
}

async function buildEngine(config: SchedulerConfig, telemetry: Telemetry): Promise<Engine> {
  return createEngine({
    store: await createStore({ url: config.store, clock, telemetry }),
    bus: await createBus({ url: config.bus, clock, telemetry }),
    clock,
    telemetry,
    templatesFolder: config.templates,
    secret: config.secret,
    leaseMs: config.leaseMs,
    rescueMs: config.rescueMs,
    loops: ["stage", "rescue"],
  });
}

await runService(process, startScheduler);
