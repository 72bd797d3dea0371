import type { OperationId } from "@formwork/contracts/operations/operations";

/**
 * What is named in commands and known to a server only: the list that has it, the field by which a
 * command names it, and the one that tells a person which it is.
 */
type NamedThing = { operation: OperationId; name: string; about: string; limit?: number };

/** More than fit a screen help nobody; names that one types must all be found. */
const lately = 50;
const many = 500;

/** What completion asks a server for. The key is the group of the commands about it. */
export const namedThings = {
  templates: { operation: "templates.list", name: "name", about: "title", limit: many },
  jobs: { operation: "jobs.list", name: "id", about: "summary", limit: lately },
  schedules: { operation: "schedules.list", name: "id", about: "name", limit: many },
  queues: { operation: "queues.list", name: "name", about: "reason", limit: many },
  actions: { operation: "actions.list", name: "id", about: "action", limit: lately },
  workers: { operation: "workers.list", name: "id", about: "host", limit: many },
  secrets: { operation: "secrets.list", name: "name", about: "about", limit: many },
  users: { operation: "users.list", name: "id", about: "email", limit: many },
  keys: { operation: "api-keys.list", name: "id", about: "name", limit: many },
  views: { operation: "views.list", name: "id", about: "name" },
  auth: { operation: "auth.sessions", name: "id", about: "device", limit: lately },
  errors: { operation: "errors.list", name: "key", about: "message", limit: lately },
} as const satisfies Record<string, NamedThing>;

export type ThingName = keyof typeof namedThings;

/** Returns true for a kind of things that completion asks for. */
function isThingName(text: string): text is ThingName {
  return Object.hasOwn(namedThings, text);
}

/** Returns what the first argument of a command names: that which its group is about. */
export function thingOfArgument(group: string, argument: string): ThingName | null {
  if (group === "run") return "templates";
  return isThingName(group) && /^(?:template|name|id|key)/.test(argument) ? group : null;
}

const ofOptions: Record<string, ThingName> = {
  ...{ "--template": "templates", "--queue": "queues", "--schedule": "schedules" },
  ...{ "--depends-on": "jobs", "--rerun-of": "jobs" },
};

/** Returns what the value of an option names. */
export function thingOfOption(option: string): ThingName | null {
  return ofOptions[option] ?? null;
}
