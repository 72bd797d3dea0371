import { isIP } from "node:net";
import { resolve } from "node:path";
import {
  formworkSettingNames,
  formworkSettings,
} from "@formwork/engine/runtime/settings/formwork-settings";
import { soundLeases, wholeAdmin } from "@formwork/engine/runtime/settings/setting-rules";
import { readSettings } from "@formwork/engine/runtime/settings/settings";

/** The settings of `formwork start`, which runs every part in one process. */
export type StartConfig = ReturnType<typeof readStartConfig>;

/** Reads and checks the settings; throws one Error with every fault. */
export function readStartConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readSettings({
    schema: formworkSettings,
    env,
    known: formworkSettingNames,
    rules: (values) => [...wholeAdmin(values), ...soundLeases(values)],
  });
  return Object.freeze({
    home: resolve(read.FORMWORK_HOME),
    host: read.FORMWORK_HOST,
    port: read.FORMWORK_PORT,
    store: read.FORMWORK_STORE,
    bus: read.FORMWORK_BUS,
    templates: resolve(read.FORMWORK_TEMPLATES),
    admin: adminOf(read.FORMWORK_ADMIN_EMAIL, read.FORMWORK_ADMIN_PASSWORD),
    tokenSecret: read.FORMWORK_TOKEN_SECRET,
    publicUrl: read.FORMWORK_PUBLIC_URL?.replace(/\/$/, "") ?? null,
    proxies: read.FORMWORK_PROXIES,
    concurrency: read.FORMWORK_CONCURRENCY,
    leaseMs: read.FORMWORK_LEASE,
    rescueMs: read.FORMWORK_RESCUE_INTERVAL,
    drainMs: read.FORMWORK_DRAIN_TIMEOUT,
    commands:
      (read.FORMWORK_COMMANDS ?? (isLoopback(read.FORMWORK_HOST) ? "allow" : "off")) === "allow",
    outboundAllow: read.FORMWORK_OUTBOUND_ALLOW,
    logLevel: read.FORMWORK_LOG_LEVEL,
  });
}

function adminOf(
  email: string | null,
  password: string | null,
): { email: string; password: string } | null {
  return email === null || password === null ? null : { email, password };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
