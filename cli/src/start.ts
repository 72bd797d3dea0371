import { hostname } from "node:os";
import { join } from "node:path";
import { createSessionCookie } from "@formwork/engine/accounts/session-cookie";
import { createBus } from "@formwork/engine/bus/create-bus";
import { createEngine } from "@formwork/engine/create-engine";
import type { Engine } from "@formwork/engine/engine";
import { choosePort } from "@formwork/engine/runtime/choose-port";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { urlOf } from "@formwork/engine/runtime/listen";
import { createTelemetry, type Telemetry } from "@formwork/engine/runtime/telemetry";
import { createStore } from "@formwork/engine/store/create-store";
import { createGateway } from "@formwork/notifier/gateway";
import { createApp } from "@formwork/scheduler/app";
import { createServer } from "@formwork/scheduler/server";
import { createDialer } from "@formwork/worker/runners/http/dialer";
import { createRunners } from "@formwork/worker/runners/runners";
import { createWorker } from "@formwork/worker/worker";
import type { StartConfig } from "./config.ts";
import { type Home, lockHome, openHome, tokenSecret } from "./home.ts";

/** A whole Formwork in this process. `setUpLink` is null once there is an admin. */
export type Running = { url: string; setUpLink: string | null; stop: () => Promise<void> };

/** Where webpack puts the UI. */
const builtUi = new URL("../../frontend/dist", import.meta.url).pathname;

/**
 * Starts store, bus, scheduler, notifier and worker in one process, each part after those it stands
 * on, and stops them in the opposite order.
 */
export async function startAll(config: StartConfig): Promise<Running> {
  const home = openHome(config.home);
  const lock = lockHome(home);
  const telemetry = createTelemetry({ level: config.logLevel, service: "formwork" });
  const engine = await buildEngine(config, home, telemetry);
  await engine.start();
  if (config.admin !== null) await engine.accounts.ensureAdmin(config.admin);

  const port = await choosePort(config.host, config.port);
  const publicUrl = config.publicUrl ?? urlOf(config.host, port);
  const app = createApp({
    engine,
    telemetry,
    publicUrl,
    proxies: config.proxies,
    uiFolder: builtUi,
  });
  const http = createServer({ app, host: config.host, port, telemetry });
  const { authenticate } = engine.accounts;
  const cookieName = createSessionCookie({ publicUrl }).name;
  const gateway = createGateway({
    server: http.server,
    bus: engine.bus,
    authenticate,
    telemetry,
    clock,
    publicUrl,
    cookieName,
  });
  const worker = buildWorker(config, home, engine, telemetry);

  await gateway.start();
  await http.start();
  await worker.start();
  const setUpLink = (await engine.accounts.setUpNeeded())
    ? `${publicUrl}/setup?token=${await engine.accounts.setUpToken()}`
    : null;
  return {
    url: publicUrl,
    setUpLink,
    async stop() {
      await worker.stop();
      await gateway.stop();
      await http.stop();
      await engine.stop();
      lock.release();
    },
  };
}

async function buildEngine(config: StartConfig, home: Home, telemetry: Telemetry): Promise<Engine> {
  return createEngine({
    store: await createStore({
      url: config.store,
      file: join(home.data, "formwork.db"),
      clock,
      telemetry,
    }),
    bus: await createBus({ url: config.bus, file: join(home.data, "bus.db"), clock, telemetry }),
    clock,
    telemetry,
    templatesFolder: config.templates,
    secret: config.secret ?? tokenSecret(home),
    leaseMs: config.leaseMs,
    rescueMs: config.rescueMs,
    loops: ["stage", "rescue"],
  });
}

function buildWorker(config: StartConfig, home: Home, engine: Engine, telemetry: Telemetry) {
  const dialer = createDialer({ allow: config.outboundAllow });
  const runners = createRunners({
    templatesFolder: config.templates,
    tmpFolder: home.tmp,
    dialer,
    telemetry,
    clock,
  });
  const worker = createWorker({
    work: engine.work,
    bus: engine.bus,
    telemetry,
    clock,
    workerId: `${hostname()}-${process.pid}`,
    concurrency: config.concurrency,
    kinds: config.commands ? ["http", "module", "command"] : ["http", "module"],
    runners,
    drainMs: config.drainMs,
    pollMs: 1000,
  });
  return {
    start: worker.start,
    async stop() {
      await worker.stop();
      await runners.close();
      await dialer.close();
    },
  };
}
