import type { Column } from "../../terminal/draw-table.ts";
import { isScalar, type Shape, withoutNull } from "../schema-shape.ts";
import { shapeAt } from "./cell.ts";

/** A column of a list: the path of its value in an item. */
export type ListColumn = Column & { path: string; shape: Shape };

/** What people look for in a list, by operation; other lists show their first plain fields. */
const chosen: Record<string, readonly string[]> = {
  "jobs.list": ["id", "state", "template.name", "summary", "createdAt", "attempt"],
  "jobs.batch": ["index", "id", "errors"],
  "jobs.events": ["data.seq", "type", "time", "data.attempt", "data.error.message"],
  "jobs.attempts": ["attempt", "state", "startedAt", "finishedAt", "exitCode", "error.message"],
  "jobs.own-templates": ["template", "jobs", "last.state", "last.summary", "last.createdAt"],
  "jobs.timeline": ["at", "succeeded", "failed", "cancelled", "wait.p95", "run.p95"],
  "errors.list": ["key", "count", "template", "message", "lastAt"],
  "actions.list": ["id", "action", "state", "done", "failed", "total", "createdAt"],
  "templates.list": ["name", "version", "kind", "title", "publishedAt"],
  "templates.versions": ["version", "publishedAt", "publishedBy", "hash"],
  "schedules.list": ["id", "state", "name", "template", "nextRunAt", "lastRunAt"],
  "schedules.slots": ["at", "outcome", "reason", "jobId"],
  "schedules.preview": ["at", "local", "dst"],
  "queues.list": [
    ...["name", "paused", "queued", "running", "scheduled", "concurrency", "oldestDueMs"],
    "reason",
  ],
  "users.list": ["id", "email", "role", "disabled", "invited", "createdAt"],
  "api-keys.list": ["id", "name", "prefix", "scopes", "lastUsedAt", "expiresAt"],
  "workers.list": ["id", "state", "host", "kinds", "runningCount", "concurrency", "heartbeatAt"],
};

/** Paths whose last word would not say enough as a title. */
const titles: Record<string, string> = {
  ...{ "template.name": "template", "error.message": "error", "data.error.message": "error" },
  ...{ oldestDueMs: "oldest", runningCount: "running" },
  ...{ "wait.p95": "wait ms p95", "run.p95": "run ms p95" },
};
const maxColumns = 7;

/** Returns the columns of a list of items: those asked for, or what people look for. */
export function columnsOf(id: string, item: Shape, asked?: string): ListColumn[] {
  const paths =
    asked
      ?.split(",")
      .map((path) => path.trim())
      .filter(Boolean) ??
    known(chosen[id] ?? [], item) ??
    plainFields(item);
  return paths.map((path) => {
    const shape = shapeAt(item, path);
    return {
      path,
      shape,
      title: titleOf(path),
      isCut: !isKey(path) && !isState(path),
      isState: isState(path),
    };
  });
}

/** Leaves out what the item does not have; null where nothing is left. */
function known(paths: readonly string[], item: Shape): readonly string[] | null {
  const left = paths.filter((path) => item.properties?.[path.split(".")[0] ?? ""] !== undefined);
  return left.length === 0 ? null : left;
}

function plainFields({ properties = {} }: Shape): string[] {
  const plain = Object.entries(properties).filter(([, shape]) =>
    isScalar(withoutNull(shape).inner),
  );
  const paths = (plain.length === 0 ? Object.entries(properties) : plain).map(([key]) => key);
  return paths.slice(0, maxColumns);
}

function titleOf(path: string): string {
  const word = titles[path] ?? path.split(".").at(-1) ?? path;
  return word
    .replace(/At$/, "")
    .replace(/[A-Z]/g, (letter) => ` ${letter}`)
    .toUpperCase();
}

/** What is copied to another command is never cut. */
function isKey(path: string): boolean {
  return /^(?:id|key|name|version)$|Id$/.test(path);
}

function isState(path: string): boolean {
  return path === "state" || path === "outcome";
}
