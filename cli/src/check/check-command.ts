import { join } from "node:path";
import { type Command, everyCommand } from "@formwork/engine/runtime/settings/command";
import type { JobUsers } from "@formwork/engine/runtime/settings/job-users";
import { readConfig } from "@formwork/engine/runtime/settings/read-config";
import { sealKeysOf } from "@formwork/engine/runtime/settings/seal-keys";
import { storeFacts } from "../care/store-facts.ts";
import { readStartConfig } from "../config.ts";
import { endWith } from "../exit-codes.ts";
import { hasSealKeys, readSealKeys } from "../seal-keys/seal-key-file.ts";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import {
  checkHome,
  checkJobs,
  checkKey,
  checkSchema,
  checkTemplates,
  type Finding,
  tried,
  well,
} from "./checks.ts";

/** What a part reads of the settings, as far as checks look at it. */
type Read = {
  home?: string;
  store?: string;
  bus: string;
  templates?: string;
  secret?: string | null;
  sealKey?: string | null;
  sealKeysRead?: readonly string[];
  jobUsers?: JobUsers | null;
};

/**
 * Checks what a part of Formwork needs, prints what was found, and ends with the exit code 1 where
 * something is wrong.
 */
export async function runCheck(
  terminal: Terminal,
  part: string,
  { json = false }: { json?: boolean },
): Promise<void> {
  const known = everyCommand.find((one) => one === part);
  if (known === undefined)
    return endWith("usage", `${part} is no part; say one of ${everyCommand.join(", ")}`);
  const findings = await findAll(terminal, known);
  await print(
    terminal,
    findings.map((finding) => (json ? JSON.stringify(finding) : lineOf(finding))),
  );
  const faults = findings.filter(({ result }) => result === "fault").length;
  if (faults > 0) endWith("job-failed", `${faults} of ${findings.length} checks found a fault`);
}

function lineOf({ check, result, detail }: Finding): string {
  return `${{ ok: "ok   ", note: "note ", fault: "FAULT" }[result]} ${check}: ${detail}`;
}

async function findAll({ env }: Terminal, part: Command): Promise<Finding[]> {
  let config: Read;
  try {
    config = part === "start" ? readStartConfig(env) : readConfig(part, env);
  } catch (error) {
    return [{ check: "settings", result: "fault", detail: String((error as Error).message) }];
  }
  const { home, store, bus, templates } = config;
  return [
    well("settings", `those of formwork ${part}`),
    ...(home === undefined ? [] : await tried("home", async () => checkHome(home))),
    ...(store === undefined ? [] : await tried("store", () => checkStore(config, store))),
    ...(bus === "local:" ? [] : await tried("broker", () => checkBroker(bus))),
    ...(templates === undefined || part === "worker"
      ? []
      : await tried("templates", () => checkTemplates(templates))),
    ...(config.jobUsers === undefined
      ? []
      : await tried("jobs", async () => {
          const { tryConfinement } = await import("./try-confinement.ts");
          return checkJobs(await tryConfinement(config));
        })),
  ];
}

async function checkStore(config: Read, store: string): Promise<Finding[]> {
  const facts = await storeFacts(store, config.home ?? "");
  return [checkSchema(facts), checkKey(facts, keysOf(config))];
}

/** The keys that this part would open secrets with: those of the settings and of the file. */
function keysOf({ home, secret = null, sealKey = null, sealKeysRead = [] }: Read): string[] {
  const etc = join(home ?? "", "etc");
  const kept = home !== undefined && hasSealKeys({ etc }) ? readSealKeys({ etc }) : [];
  return [...sealKeysOf({ sealKey, sealKeysRead, secret }), ...kept];
}

async function checkBroker(bus: string): Promise<Finding[]> {
  await (await import("@formwork/engine/bus/rabbit/look-at")).lookAtRabbit(bus);
  return [well("broker", "takes this user")];
}
