import {
  formworkSettingNames,
  formworkSettings,
} from "@formwork/engine/runtime/settings/formwork-settings";
import { sharedBus, sharedSecret } from "@formwork/engine/runtime/settings/setting-rules";
import { readSettings } from "@formwork/engine/runtime/settings/settings";

/** Reads and checks the settings; throws one Error with every fault. */
export function readNotifierConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readSettings({
    schema: formworkSettings,
    env,
    known: formworkSettingNames,
    rules: (values) => [...sharedBus(values), ...sharedSecret(values)],
  });
  return Object.freeze({
    host: read.FORMWORK_HOST,
    port: read.FORMWORK_PORT,
    bus: read.FORMWORK_BUS,
    secret: String(read.FORMWORK_TOKEN_SECRET),
    publicUrl: read.FORMWORK_PUBLIC_URL?.replace(/\/$/, "") ?? null,
    logLevel: read.FORMWORK_LOG_LEVEL,
  });
}
