import { resolve } from "node:path";
import {
  formworkSettingNames,
  formworkSettings,
} from "@formwork/engine/runtime/settings/formwork-settings";
import {
  sharedBus,
  sharedSecret,
  sharedStore,
  soundLeases,
  wholeAdmin,
} from "@formwork/engine/runtime/settings/setting-rules";
import { readSettings } from "@formwork/engine/runtime/settings/settings";

/** The settings of a scheduler of its own. */
export type SchedulerConfig = ReturnType<typeof readSchedulerConfig>;

/** Reads and checks the settings; throws one Error with every fault. */
export function readSchedulerConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readSettings({
    schema: formworkSettings,
    env,
    known: formworkSettingNames,
    rules: (values) =>
      [sharedStore, sharedBus, sharedSecret, wholeAdmin, soundLeases].flatMap((rule) =>
        rule(values),
      ),
  });
  const { FORMWORK_ADMIN_EMAIL: email, FORMWORK_ADMIN_PASSWORD: password } = read;
  return Object.freeze({
    host: read.FORMWORK_HOST,
    port: read.FORMWORK_PORT,
    store: read.FORMWORK_STORE,
    bus: read.FORMWORK_BUS,
    templates: resolve(read.FORMWORK_TEMPLATES),
    admin: email === null || password === null ? null : { email, password },
    secret: String(read.FORMWORK_TOKEN_SECRET),
    publicUrl: read.FORMWORK_PUBLIC_URL?.replace(/\/$/, "") ?? null,
    proxies: read.FORMWORK_PROXIES,
    leaseMs: read.FORMWORK_LEASE,
    rescueMs: read.FORMWORK_RESCUE_INTERVAL,
    logLevel: read.FORMWORK_LOG_LEVEL,
  });
}
