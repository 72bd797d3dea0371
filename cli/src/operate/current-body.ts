import type { Operation } from "@formwork/contracts/operations/operation";
import { type OperationId, operations } from "@formwork/contracts/operations/operations";
import type { Connection } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { callOperation } from "./call-operation.ts";
import type { Collected } from "./collect-input.ts";
import { shapeOf } from "./schema-shape.ts";

/**
 * Returns the operation that reads what an operation replaces as a whole, or null: of settings, a
 * person names only those that change.
 */
export function readerOf(row: Operation): OperationId | null {
  if (row.method !== "put" || row.params !== undefined) return null;
  const found = Object.entries<Operation>(operations).find(
    ([, other]) => other.method === "get" && other.path === row.path,
  );
  // The keys of the table are the ids of its operations.
  return (found?.[0] as OperationId | undefined) ?? null;
}

/** Fills the input up with what the server has now; what was given goes over it. */
export async function fillFromServer(
  connection: Connection,
  reader: OperationId,
  row: Operation,
  input: Collected,
): Promise<Collected> {
  const now = await sayingProblems(connection, () => callOperation(connection.client, reader, {}));
  const known = Object.keys(shapeOf(row.body).properties ?? {});
  const kept = Object.entries(Object(now)).filter(([key]) => known.includes(key));
  return { ...input, body: { ...Object.fromEntries(kept), ...input.body } };
}
