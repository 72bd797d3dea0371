import { maxTokensAtOnce } from "@formwork/contracts/account";
import type { Bus } from "@formwork/engine/bus/bus";
import { createBus } from "@formwork/engine/bus/create-bus";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { choosePort } from "@formwork/engine/runtime/service/choose-port";
import { type FileLimit, watchFileLimit } from "@formwork/engine/runtime/service/file-limit";
import { urlOf } from "@formwork/engine/runtime/service/listen";
import { createProbeServer } from "@formwork/engine/runtime/service/probe-server";
import type { Health } from "@formwork/engine/runtime/service/probes";
import {
  runService,
  type Service,
  type ServiceContext,
} from "@formwork/engine/runtime/service/run-service";
import { readConfig } from "@formwork/engine/runtime/settings/read-config";
import { sayUnneeded } from "@formwork/engine/runtime/settings/say-unneeded";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { createKeyAuthenticator } from "./entrance/key-authenticator.ts";
import { createTokenAuthenticator } from "./entrance/token-authenticator.ts";
import { createGateway, type Gateway } from "./gateway.ts";

/**
 * Starts a notifier that is a process of its own. While the broker is unavailable, sockets stay
 * open; they receive what they missed once it is back.
 */
async function startNotifier({ env, print }: ServiceContext): Promise<Service> {
  const config = readConfig("notifier", env);
  const telemetry = createTelemetry({ level: config.logLevel, service: "notifier" });
  sayUnneeded("notifier", env, telemetry);
  const bus = await createBus({ url: config.bus, clock, telemetry });
  const files = watchFileLimit({ telemetry });
  const port = await choosePort(config.host, config.port);
  const publicUrl = config.publicUrl ?? urlOf(config.host, port);
  const { secret, schedulerUrl } = config;
  const ask = schedulerUrl === null ? undefined : createKeyAuthenticator({ schedulerUrl, secret });
  const { authenticate, start } = createTokenAuthenticator({
    ...{ secret, bus, clock, ask, log: telemetry.log },
  });
  const probes = createProbeServer({
    health: async () => healthOf(gateway, bus, files),
    telemetry,
  });
  const gateway = createGateway({
    server: probes.server,
    bus,
    authenticate,
    // A scheduler is asked about as many in one call.
    checksAtOnce: maxTokensAtOnce,
    telemetry,
    clock,
    publicUrl,
  });

  const { url } = await probes.start({ host: config.host, port });
  await bus.open();
  await start();
  await gateway.start();
  print(`formwork notifier ready on ${url}`);
  return {
    async stop() {
      await gateway.stop();
      await probes.stop();
      await bus.close();
    },
  };
}

function healthOf(gateway: Gateway, bus: Bus, files: FileLimit): Health {
  const full = files.check();
  const checks = {
    ...{ bus: bus.health(), gateway: gateway.health() },
    ...(full.ok ? {} : { files: full }),
  };
  return { ok: checks.bus.ok && checks.gateway.ok, checks };
}

await runService(process, startNotifier);
