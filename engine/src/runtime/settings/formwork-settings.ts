import { homedir } from "node:os";
import { join } from "node:path";
import { logLevels } from "../telemetry.ts";
import { type Command, everyCommand } from "./command.ts";
import { jobUsers } from "./job-users.ts";
import { issuerWithTls, rolesOfClaim } from "./provider-settings.ts";
import {
  duration,
  folder,
  integer,
  list,
  oneOf,
  origin,
  type Setting,
  secretList,
  text,
} from "./setting-kinds.ts";
import {
  absolutePaths,
  atLeast,
  queueNames,
  sharedBus,
  sharedStore,
  templatesThere,
  webOrigins,
  within,
} from "./setting-rules.ts";

/** One setting and its readers. */
export type Row<T = unknown> = {
  /** Name in the config of a command. */
  field: string;
  setting: Setting<T>;
  /** Commands that read it and need a value: the one given, or its default. */
  readBy?: readonly Command[];
  /** Commands that read it and take null when it is not set, whatever its default. */
  optionalFor?: readonly Command[];
  /** Whether a service that does not read it should not have it. */
  isSecret?: true;
  /** Returns what is wrong with the value for a command that reads it: "has to be …". */
  rule?(value: T, command: Command): string | null;
};

/**
 * Every setting of Formwork, by the name of its variable. Each command checks the form of all of
 * them, so that one `.env` serves every command, and applies the rules of those that it reads.
 */
export const formworkSettings = {
  FORMWORK_HOME: {
    field: "home",
    setting: folder(join(homedir(), ".formwork")),
    readBy: ["start", "worker"],
  },
  FORMWORK_HOST: {
    field: "host",
    setting: text("127.0.0.1", /^[\w.:-]+$/, "a host name or an address"),
    readBy: everyCommand,
  },
  // A worker listens, for its health and metrics, only on a port that is given.
  FORMWORK_PORT: {
    field: "port",
    setting: integer(8080, 0, 65_535),
    readBy: ["start", "scheduler", "notifier"],
    optionalFor: ["worker"],
  },
  FORMWORK_STORE: {
    field: "store",
    setting: text(
      "sqlite:",
      /^(sqlite:|mongodb(\+srv)?:\/\/\S)/,
      "sqlite:, sqlite:/path/of/the/file or mongodb://…",
    ),
    readBy: ["start", "scheduler", "worker"],
    rule: sharedStore,
  },
  FORMWORK_BUS: {
    field: "bus",
    setting: text(
      "local:",
      /^(local:$|amqps?:\/\/\S)/,
      "local: or amqp://user:password@host/vhost",
    ),
    readBy: everyCommand,
    rule: sharedBus,
  },
  FORMWORK_TEMPLATES: {
    field: "templates",
    setting: folder("./templates"),
    readBy: ["start", "scheduler", "worker"],
    rule: templatesThere,
  },
  FORMWORK_ADMIN_EMAIL: {
    field: "adminEmail",
    setting: text(undefined, /^[^\s@]+@[^\s@]+$/, "an e-mail address"),
    optionalFor: ["start", "scheduler"],
  },
  FORMWORK_ADMIN_PASSWORD: {
    field: "adminPassword",
    setting: text(undefined, /^.{12,256}$/s, "a text of 12 to 256 characters"),
    optionalFor: ["start", "scheduler"],
    isSecret: true,
  },
  // `formwork start` makes a secret and keeps it; services that sign and check tokens share one.
  FORMWORK_TOKEN_SECRET: {
    field: "secret",
    setting: text(
      undefined,
      /^.{32,}$/s,
      "a text of at least 32 characters, the same for every service",
    ),
    readBy: ["scheduler", "notifier"],
    // A worker takes it for the key that seals, as older versions did, where it is given no such key.
    optionalFor: ["start", "worker"],
    isSecret: true,
  },
  // The key that seals secrets; `formwork start` makes one and keeps it.
  FORMWORK_SEAL_KEY: {
    field: "sealKey",
    setting: text(
      undefined,
      /^[^\s,]{32,}$/,
      "a text of at least 32 characters without blanks and commas, the same for every service",
    ),
    optionalFor: ["start", "scheduler", "worker"],
    isSecret: true,
  },
  // Keys that only open what they sealed: those of before, and the next one before it is used.
  FORMWORK_SEAL_KEYS_READ: {
    field: "sealKeysRead",
    setting: secretList(32),
    readBy: ["start", "scheduler", "worker"],
    isSecret: true,
  },
  FORMWORK_TOKEN_LIFETIME: {
    field: "tokenMs",
    setting: duration("15m"),
    readBy: ["start", "scheduler"],
    // A notifier remembers for a day which sessions have ended, and knows nothing else of them.
    rule: within("1s", "1d"),
  },
  FORMWORK_SESSION_LIFETIME: {
    field: "sessionMs",
    setting: duration("7d"),
    readBy: ["start", "scheduler"],
    rule: within("1m", "365d"),
  },
  // An OpenID provider that users may sign in with; there is one where its issuer is set.
  FORMWORK_OIDC_ISSUER: {
    field: "oidcIssuer",
    setting: text(undefined, /^https?:\/\/[^\s?#]+$/, "the provider's address, https://…"),
    optionalFor: ["start", "scheduler"],
    rule: issuerWithTls,
  },
  FORMWORK_OIDC_CLIENT_ID: {
    field: "oidcClientId",
    setting: text(),
    optionalFor: ["start", "scheduler"],
  },
  FORMWORK_OIDC_CLIENT_SECRET: {
    field: "oidcClientSecret",
    setting: text(),
    optionalFor: ["start", "scheduler"],
  },
  FORMWORK_OIDC_NAME: {
    field: "oidcName",
    setting: text(undefined, /^.{1,60}$/, "a name of at most 60 characters"),
    optionalFor: ["start", "scheduler"],
  },
  FORMWORK_OIDC_ROLE_CLAIM: {
    field: "oidcRoleClaim",
    setting: text("groups", /^\S+$/, "the name of a claim"),
    readBy: ["start", "scheduler"],
  },
  FORMWORK_OIDC_ROLES: {
    field: "oidcRoles",
    setting: list(),
    readBy: ["start", "scheduler"],
    rule: rolesOfClaim,
  },
  FORMWORK_OIDC_SCOPES: {
    field: "oidcScopes",
    setting: list(["email", "profile"]),
    readBy: ["start", "scheduler"],
  },
  FORMWORK_NEW_KEY: {
    field: "newKey",
    setting: oneOf(["accept"]),
    optionalFor: ["start", "scheduler", "worker"],
  },
  FORMWORK_PUBLIC_URL: {
    field: "publicUrl",
    setting: origin("an address such as https://jobs.example.org"),
    optionalFor: ["start", "scheduler", "notifier"],
  },
  // Where a notifier of its own asks whom an API key acts for. Without it, it takes no keys.
  FORMWORK_SCHEDULER_URL: {
    field: "schedulerUrl",
    setting: origin("an address such as http://scheduler:8080"),
    optionalFor: ["notifier"],
  },
  FORMWORK_ALLOWED_ORIGINS: {
    field: "allowedOrigins",
    setting: list(),
    readBy: ["start", "scheduler"],
    rule: webOrigins,
  },
  FORMWORK_PROXIES: {
    field: "proxies",
    setting: integer(0, 0, 10),
    readBy: ["start", "scheduler"],
  },
  FORMWORK_CONCURRENCY: {
    field: "concurrency",
    setting: integer(10, 1, 10_000),
    readBy: ["start", "worker"],
  },
  // Null, which is no setting, stands for every queue.
  FORMWORK_WORKER_QUEUES: {
    field: "queues",
    setting: list(),
    optionalFor: ["start", "worker"],
    rule: queueNames,
  },
  FORMWORK_JOB_DISK_MB: {
    field: "jobDiskMb",
    setting: integer(2048, 1, 1_000_000),
    readBy: ["start", "worker"],
  },
  // Null stands for users that nobody else has where the worker is root, and for its own where not.
  FORMWORK_JOB_USER: {
    field: "jobUsers",
    setting: jobUsers,
    optionalFor: ["start", "worker"],
  },
  FORMWORK_JOB_CPU: {
    field: "jobCpuMs",
    setting: duration("24h"),
    readBy: ["start", "worker"],
    rule: atLeast("1s"),
  },
  FORMWORK_JOB_MEMORY_MB: {
    field: "jobMemoryMb",
    setting: integer(4096, 64, 1_000_000),
    readBy: ["start", "worker"],
  },
  FORMWORK_JOB_PROCESSES: {
    field: "jobProcesses",
    setting: integer(1024, 32, 100_000),
    readBy: ["start", "worker"],
  },
  FORMWORK_JOB_FILE_MB: {
    field: "jobFileMb",
    setting: integer(2048, 1, 10_000_000),
    readBy: ["start", "worker"],
  },
  FORMWORK_LEASE: {
    field: "leaseMs",
    setting: duration("30s"),
    readBy: ["start", "scheduler", "worker"],
    rule: atLeast("1s"),
  },
  FORMWORK_RESCUE_INTERVAL: {
    field: "rescueMs",
    setting: duration("10s"),
    readBy: ["start", "scheduler", "worker"],
    rule: atLeast("100ms"),
  },
  FORMWORK_DRAIN_TIMEOUT: {
    field: "drainMs",
    setting: duration("10s"),
    readBy: ["start", "worker"],
  },
  FORMWORK_COMMANDS: {
    field: "commands",
    setting: oneOf(["allow", "off"]),
    optionalFor: ["start", "worker"],
  },
  FORMWORK_GENERATE_JOBS: {
    field: "generateJobs",
    setting: oneOf(["allow", "off"]),
    optionalFor: ["start", "scheduler"],
  },
  FORMWORK_OUTBOUND_ALLOW: {
    field: "outboundAllow",
    setting: list(),
    readBy: ["start", "scheduler", "worker"],
  },
  FORMWORK_FILES: {
    field: "files",
    setting: list(),
    readBy: ["start", "worker"],
    rule: absolutePaths,
  },
  FORMWORK_LOG_LEVEL: {
    field: "logLevel",
    setting: oneOf(logLevels, "info"),
    readBy: everyCommand,
  },
  // The three that follow are read by the commands that talk to a server, and by no part of one.
  FORMWORK_URL: { field: "serverUrl", setting: text() },
  FORMWORK_TOKEN: { field: "serverToken", setting: text() },
  FORMWORK_PROFILE: { field: "profile", setting: text() },
} as const satisfies Record<string, Row>;
