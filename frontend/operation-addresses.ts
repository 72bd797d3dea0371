import { dirname } from "node:path";
import { type Operations, operations } from "@formwork/contracts/operations/operations";
import type { LoaderContext } from "webpack";

type Row = Operations[keyof Operations] & { bodyLimit?: number };

/**
 * Leaves of the table of operations what pages read: how an operation is called, and how much it
 * takes. The schemas, which the server checks requests with, are the larger part of a page's first
 * load otherwise.
 */
// biome-ignore lint/style/noDefaultExport: webpack takes it so
export default function operationAddresses(this: LoaderContext<unknown>): string {
  this.addContextDependency(dirname(this.resourcePath));
  const rows = Object.entries(operations).map(([id, row]) => [id, addressOf(row)]);
  return `export const operations = ${JSON.stringify(Object.fromEntries(rows))};`;
}

function addressOf({ method, path, bodyLimit }: Row) {
  return { method, path, bodyLimit };
}
