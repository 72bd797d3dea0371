import { homedir } from "node:os";
import { join } from "node:path";
import { logLevels } from "../telemetry.ts";
import { list, optional, span, text, whole, word } from "./settings.ts";

/**
 * Every setting of Formwork, by the name of its variable. A service picks those it reads; all are
 * known to each, so that one `.env` serves them all.
 */
export const formworkSettings = {
  FORMWORK_HOME: text(join(homedir(), ".formwork")),
  FORMWORK_HOST: text("127.0.0.1", /^[\w.:-]+$/, "a host name or an address"),
  FORMWORK_PORT: whole(8080, 0, 65_535),
  FORMWORK_STORE: text(
    "sqlite:",
    /^(sqlite:|mongodb(\+srv)?:\/\/\S)/,
    "sqlite:, sqlite:/path/of/the/file or mongodb://…",
  ),
  FORMWORK_BUS: text(
    "local:",
    /^(local:$|amqps?:\/\/\S)/,
    "local: or amqp://user:password@host/vhost",
  ),
  FORMWORK_TEMPLATES: text("./templates"),
  FORMWORK_ADMIN_EMAIL: optional(text(undefined, /^[^\s@]+@[^\s@]+$/, "an e-mail address")),
  FORMWORK_ADMIN_PASSWORD: optional(
    text(undefined, /^.{12,256}$/s, "a text of 12 to 256 characters"),
  ),
  FORMWORK_TOKEN_SECRET: optional(text(undefined, /^.{32,}$/s, "a text of at least 32 characters")),
  FORMWORK_PUBLIC_URL: optional(
    text(undefined, /^https?:\/\/[^/\s]+\/?$/, "an address such as https://jobs.example.org"),
  ),
  FORMWORK_PROXIES: whole(0, 0, 10),
  FORMWORK_CONCURRENCY: whole(10, 1, 10_000),
  FORMWORK_LEASE: span("30s"),
  FORMWORK_RESCUE_INTERVAL: span("10s"),
  FORMWORK_DRAIN_TIMEOUT: span("10s"),
  FORMWORK_COMMANDS: optional(word(["allow", "off"], undefined)),
  FORMWORK_OUTBOUND_ALLOW: list(),
  FORMWORK_LOG_LEVEL: word(logLevels, "info"),
} as const;

export const formworkSettingNames: readonly string[] = Object.keys(formworkSettings);
