import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { parseDuration } from "@formwork/contracts/duration";
import { queuePattern } from "@formwork/contracts/queue";
import type { Command } from "./command.ts";

/** Rules about the value of one setting. Each returns what is wrong, or null. */

/** Requires a duration, given in milliseconds, to be no shorter than `min`. */
export function atLeast(min: string): (ms: number) => string | null {
  return (ms) => (ms < parseDuration(min) ? `has to be at least ${min}` : null);
}

/** Requires a duration, given in milliseconds, to be no shorter and no longer than these. */
export function within(min: string, max: string): (ms: number) => string | null {
  const isWithin = (ms: number) => ms >= parseDuration(min) && ms <= parseDuration(max);
  return (ms) => (isWithin(ms) ? null : `has to be from ${min} to ${max}`);
}

/** Requires of a service that is a process of its own a store that other processes reach. */
export function sharedStore(url: string, command: Command): string | null {
  if (command === "start" || !url.startsWith("sqlite:")) return null;
  return "has to be mongodb://… for a service of its own; SQLite is for `formwork start`, which is one process";
}

/** Requires of a service that is a process of its own a bus that other processes reach. */
export function sharedBus(url: string, command: Command): string | null {
  if (command === "start" || url !== "local:") return null;
  return "has to be amqp://… for a service of its own; local: is for `formwork start`, which is one process";
}

/** Queues that one claim looks through, each on its own. */
const maxQueues = 50;

/** Requires names that queues may have, at least one and not too many. */
export function queueNames(queues: string[]): string | null {
  const allowed = new RegExp(queuePattern);
  const faulty = queues.find((queue) => !allowed.test(queue));
  if (faulty !== undefined)
    return `has to list names of queues, such as default,reports; "${faulty}" is none`;
  return queues.length > 0 && queues.length <= maxQueues
    ? null
    : `has to list 1 to ${maxQueues} queues; leave it out for every queue`;
}

/**
 * Requires of what publishes templates that the folder it was told is there: another path was meant, or
 * a disk is not mounted. The default one may be missing, and workers get code from the store.
 */
export function templatesThere(path: string, command: Command): string | null {
  if (command === "worker" || path === resolve("./templates") || existsSync(path)) return null;
  return `has to name a folder that exists; there is no ${path}`;
}

/** Requires absolute paths. */
export function absolutePaths(paths: string[]): string | null {
  const faulty = paths.find((path) => !isAbsolute(path));
  return faulty === undefined
    ? null
    : `has to list absolute paths between commas, such as /srv/data; "${faulty}" is none`;
}

/** Requires web addresses without a path, as browsers write the origin of a page. */
export function webOrigins(origins: string[]): string | null {
  const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
  const fault = origins.find((text) => !isOrigin(text));
  return fault === undefined
    ? null
    : `has to be addresses such as https://app.example.org between commas, not ${fault}`;
}
