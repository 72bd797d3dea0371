import { type OperationId, operations } from "@formwork/contracts/operations/operations";

/** Operations whose command has a form of its own, and the words of that command. */
export const ownCommands: Partial<Record<OperationId, string>> = {
  "auth.sign-in": "login",
  "auth.sign-out": "logout",
  "auth.me": "whoami",
  "jobs.create": "run",
  "jobs.logs": "jobs logs",
  "jobs.log-stream": "jobs logs",
  "templates.publish": "templates publish",
  "templates.validate": "templates validate",
};

/** Operations without a command, each with the reason. */
export const withoutCommand: Partial<Record<OperationId, string>> = {
  "events.list": "it is for programs; a command follows the job that it is about",
  "auth.check": "notifiers ask it for their sockets",
  "auth.refresh": "every command does it with the profile that it uses",
};

const groups: Record<string, string> = { "api-keys": "keys", "seal-keys": "keys" };
const verbs: Record<string, string> = { get: "show" };

/** The words of a command that is derived from the table: its group and its verb. */
export type CommandName = { group: string; verb: string };

/** Returns the words of an operation's command: `jobs.get` is `jobs show`. */
export function commandName(id: string): CommandName {
  const [group = "", verb = ""] = id.split(".");
  return { group: groups[group] ?? group, verb: verbs[verb] ?? verb };
}

/** Lists the operations whose commands are derived from the table. */
export function derivedOperations(): OperationId[] {
  // The keys of the table are the ids of its operations.
  const ids = Object.keys(operations) as OperationId[];
  return ids.filter((id) => ownCommands[id] === undefined && withoutCommand[id] === undefined);
}
