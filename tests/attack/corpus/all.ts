import type { Corpus } from "../corpus.ts";
import { addresses } from "./t01-addresses.ts";
import { commands } from "./t02-commands.ts";
import { isolation } from "./t03-isolation.ts";
import { patterns, templates } from "./t05-templates.ts";
import { assignment, bodies, operators, prototypes, traversal } from "./t11-input.ts";
import { rights } from "./t15-rights.ts";
import { foreignOrigins, foreignPages, tokens } from "./t16-sessions.ts";
import { socketFloods, socketOrigins, socketTokens } from "./t18-sockets.ts";
import { keys, passwords } from "./t19-accounts.ts";
import { secrets } from "./t21-secrets.ts";
import { limits } from "./t22-limits.ts";
import { headers, hosts, log } from "./t24-replies.ts";

/** The whole corpus, in the order in which it is tried: what ends a session comes last. */
export const corpora: readonly Corpus[] = [
  ...[headers, hosts, prototypes, bodies, traversal, operators, assignment],
  ...[rights, tokens, foreignPages, foreignOrigins, keys, passwords],
  ...[...templates, patterns, secrets, commands, isolation, addresses],
  ...[socketOrigins, log, socketFloods, limits, socketTokens],
];

/** Threats that no request can show, and what shows them instead. */
export const elsewhere: Readonly<Record<string, string>> = {
  T4: "tests/unit/guards/jobs/output-guards.test.ts, and T3 here",
  T9: "the policy of T29 here, and tests/browser",
  T25: "tests/deploy, engine/src/bus/rabbit/definitions.test.ts",
  T26: "there are no webhooks yet",
  T28: "tests/unit/versions.test.ts",
};
