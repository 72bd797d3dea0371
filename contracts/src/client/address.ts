import type { Operation } from "../operations/operation.ts";
import { type OperationId, operations } from "../operations/operations.ts";

export type Values = Record<string, unknown>;

/**
 * Returns the path and query of an operation. Parameters are escaped, an array in the query repeats
 * its key, and undefined is left out.
 */
export function addressOf(id: OperationId, params: Values = {}, query: Values = {}): string {
  const row: Operation = operations[id];
  const path = row.path.replace(/:(\w+)/g, (_, key: string) => pathSegment(id, key, params[key]));
  const search = new URLSearchParams(queryPairs(query)).toString();
  return search === "" ? path : `${path}?${search}`;
}

function pathSegment(id: OperationId, key: string, value: unknown): string {
  const text = String(value ?? "");
  // "." and ".." survive escaping, and `fetch` would resolve them to another operation's path.
  if (text === "" || text === "." || text === "..")
    throw new Error(`${id}: "${text}" is no value for the parameter ${key}`);
  return encodeURIComponent(text);
}

function queryPairs(query: Values): [string, string][] {
  return Object.entries(query).flatMap(([key, value]) =>
    [value]
      .flat()
      .flatMap((one): [string, string][] => (one === undefined ? [] : [[key, String(one)]])),
  );
}
