import { dirname } from "node:path";
import { operations } from "@formwork/contracts/operations/operations";
import type { LoaderContext } from "webpack";

/**
 * Keeps of the table of operations only how each one is called, which is all that pages read. The
 * schemas, with which the server checks requests, would be the larger part of what a page loads.
 */
// biome-ignore lint/style/noDefaultExport: webpack takes it so
export default function operationAddresses(this: LoaderContext<unknown>): string {
  this.addContextDependency(dirname(this.resourcePath));
  const rows = Object.entries(operations).map(([id, { method, path }]) => [id, { method, path }]);
  return `export const operations = ${JSON.stringify(Object.fromEntries(rows))};`;
}
