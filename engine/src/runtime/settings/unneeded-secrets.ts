import type { Command } from "./command.ts";
import { formworkSettings, type Row } from "./formwork-settings.ts";
import type { Environment } from "./read-settings.ts";

const rows: [name: string, row: Row][] = Object.entries(formworkSettings);

/**
 * Lists the variables with secrets that a process was given and has no need of. A worker with a key
 * that seals needs no secret of tokens.
 */
export function unneededSecrets(command: Command, env: Environment): string[] {
  return rows
    .filter(([name, row]) => row.isSecret === true && (env[name] ?? "") !== "")
    .filter(([name, row]) => !isNeeded(command, row) || isReplaced(command, name, env))
    .map(([name]) => name);
}

function isNeeded(command: Command, { readBy = [], optionalFor = [] }: Row): boolean {
  return readBy.includes(command) || optionalFor.includes(command);
}

function isReplaced(command: Command, name: string, env: Environment): boolean {
  const hasKey = (env.FORMWORK_SEAL_KEY ?? "") !== "";
  return command === "worker" && name === "FORMWORK_TOKEN_SECRET" && hasKey;
}
