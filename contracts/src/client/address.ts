import type { Operation } from "../operations/operation.ts";
import { type OperationId, operations } from "../operations/operations.ts";

export type Words = Record<string, unknown>;

/**
 * Path and query of an operation: parameters are escaped, an array in the query repeats its key,
 * undefined is left out.
 */
export function addressOf(id: OperationId, params: Words = {}, query: Words = {}): string {
  const row: Operation = operations[id];
  const path = row.path.replace(/:(\w+)/g, (_, key: string) => segment(id, key, params[key]));
  const search = new URLSearchParams(pairs(query)).toString();
  return search === "" ? path : `${path}?${search}`;
}

function segment(id: OperationId, key: string, value: unknown): string {
  const text = String(value ?? "");
  // "." and ".." survive escaping and would be resolved away, which makes the call another
  // operation's.
  if (text === "" || text === "." || text === "..")
    throw new Error(`${id}: "${text}" is no value for the parameter ${key}`);
  return encodeURIComponent(text);
}

function pairs(query: Words): [string, string][] {
  return Object.entries(query).flatMap(([key, value]) =>
    [value]
      .flat()
      .flatMap((one): [string, string][] => (one === undefined ? [] : [[key, String(one)]])),
  );
}
