import { join, resolve } from "node:path";
import {
  formworkSettingNames,
  formworkSettings,
} from "@formwork/engine/runtime/settings/formwork-settings";
import {
  sharedBus,
  sharedSecret,
  sharedStore,
  soundLeases,
} from "@formwork/engine/runtime/settings/setting-rules";
import { optional, readSettings } from "@formwork/engine/runtime/settings/settings";

/** The settings of a worker of its own. */
export type WorkerConfig = ReturnType<typeof readWorkerConfig>;

/** A worker listens only where it is told to. */
const schema = { ...formworkSettings, FORMWORK_PORT: optional(formworkSettings.FORMWORK_PORT) };

/** Reads and checks the settings; throws one Error with every fault. */
export function readWorkerConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readSettings({
    schema,
    env,
    known: formworkSettingNames,
    // The key of secrets in payloads comes from the same secret as that of tokens.
    rules: (values) =>
      [sharedStore, sharedBus, sharedSecret, soundLeases].flatMap((rule) => rule(values)),
  });
  return Object.freeze({
    host: read.FORMWORK_HOST,
    port: read.FORMWORK_PORT,
    store: read.FORMWORK_STORE,
    bus: read.FORMWORK_BUS,
    templates: resolve(read.FORMWORK_TEMPLATES),
    tmp: join(resolve(read.FORMWORK_HOME), "tmp"),
    secret: String(read.FORMWORK_TOKEN_SECRET),
    concurrency: read.FORMWORK_CONCURRENCY,
    leaseMs: read.FORMWORK_LEASE,
    drainMs: read.FORMWORK_DRAIN_TIMEOUT,
    commands: read.FORMWORK_COMMANDS === "allow",
    outboundAllow: read.FORMWORK_OUTBOUND_ALLOW,
    logLevel: read.FORMWORK_LOG_LEVEL,
  });
}
