import type { Scope } from "../accounts/account.ts";
import { templateName } from "../templates/template.ts";

/** Names of the rooms that a client may subscribe to. */
export const rooms = {
  jobs: "jobs",
  job: (id: string) => `job:${id}`,
  template: (name: string) => `template:${name}`,
  schedules: "schedules",
  schedule: (id: string) => `schedule:${id}`,
  queues: "queues",
  workers: "workers",
  inbox: "inbox",
} as const;

/** Each kind of room: how its name is spelt, and the permission its members need. */
export const roomKinds = {
  jobs: { name: /^jobs$/, scope: "jobs:read" },
  job: { name: /^job:[\w-]{1,64}$/, scope: "jobs:read" },
  template: { name: new RegExp(`^template:${templateName.slice(1)}`), scope: "templates:read" },
  schedules: { name: /^schedules$/, scope: "schedules:read" },
  schedule: { name: /^schedule:[\w-]{1,64}$/, scope: "schedules:read" },
  queues: { name: /^queues$/, scope: "queues:read" },
  workers: { name: /^workers$/, scope: "workers:read" },
  inbox: { name: /^inbox$/, scope: "account" },
} as const satisfies Record<keyof typeof rooms, { name: RegExp; scope: Scope }>;
