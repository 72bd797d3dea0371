import type { Command } from "commander";
import { addVerify } from "./audit/verify-command.ts";
import { addCompletion } from "./completion/completion.ts";
import { addNames } from "./completion/names-command.ts";
import { addLogs } from "./jobs/logs-command.ts";
import { addRun } from "./jobs/run-command.ts";
import { addActionWait, addWait } from "./jobs/wait-command.ts";
import { addOperation } from "./operate/add-operation.ts";
import { commandName, derivedOperations } from "./operate/command-names.ts";
import { addLogin } from "./profiles/login.ts";
import { addLogout } from "./profiles/logout.ts";
import { addProfiles } from "./profiles/profiles.ts";
import { addRemoveSealKey } from "./seal-keys/remove-seal-key.ts";
import { addRotateText, rotateSealKey } from "./seal-keys/rotate-seal-key.ts";
import { addExport } from "./templates/export-command.ts";
import { addPublish } from "./templates/publish-command.ts";
import { addValidate } from "./templates/validate-command.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** What a group of commands is about; a group without a row is described by its name. */
const groupTexts: Record<string, string> = {
  jobs: "Find, read, follow and control jobs",
  templates: "Browse, check and publish templates",
  schedules: "Submit jobs again and again",
  queues: "Watch, pause and limit queues",
  workers: "See workers, and let them drain",
  errors: "Failed jobs by their error",
  actions: "Act on many jobs at once",
  users: "People who may sign in",
  auth: "Your password, and where you are signed in",
  audit: "Who did what, and whether the log is whole",
  keys: "API keys for programs, and the keys that seal secrets",
  secrets: "Secrets that templates name",
  settings: "How long jobs are kept, and limits for every caller",
  views: "Saved views of the list of jobs in the browser",
  work: "Claim and settle jobs of remote templates by hand",
  dev: "Make jobs to try things out",
  setup: "Make the first account",
};

/** Adds the commands that talk to a server: those of its own, and one for each other operation. */
export function addClientCommands(program: Command, terminal: Terminal): void {
  program.commandsGroup("Sign in:");
  addLogin(program, terminal);
  addLogout(program, terminal);
  addProfiles(program, terminal);
  program.commandsGroup("Use a server:");
  addRun(program, terminal);
  for (const name of groupNames()) addGroup(program, name, terminal);
  program.commandsGroup("Other:");
  addCompletion(program, terminal);
  addNames(program, terminal);
}

/** Lists the groups: in the order of the texts, then those that the table has besides. */
function groupNames(): string[] {
  const inTable = new Set(derivedOperations().map((id) => commandName(id).group));
  const known = Object.keys(groupTexts).filter((name) => inTable.has(name));
  return [...new Set([...known, ...inTable])];
}

/** `keys rotate` replaces API keys, and without an id the key that seals secrets. */
function withoutArgument(id: string, terminal: Terminal): (() => Promise<void>) | undefined {
  return id === "api-keys.rotate" ? () => rotateSealKey(terminal) : undefined;
}

function addGroup(program: Command, name: string, terminal: Terminal): void {
  const group = program.command(name).description(groupTexts[name] ?? `Commands for ${name}`);
  for (const id of derivedOperations())
    if (commandName(id).group === name)
      addOperation(group, id, terminal, withoutArgument(id, terminal));
  if (name === "keys") {
    addRotateText(group);
    addRemoveSealKey(group, terminal);
  }
  if (name === "jobs") {
    addLogs(group, terminal);
    addWait(group, terminal);
  }
  if (name === "actions") addActionWait(group, terminal);
  if (name === "audit") addVerify(group, terminal);
  if (name === "templates") {
    addValidate(group, terminal);
    addPublish(group, terminal);
    addExport(group, terminal);
  }
}
