import type { Client } from "@formwork/contracts/client/client";
import type { OperationId } from "@formwork/contracts/operations/operations";
import type { Collected } from "./collect-input.ts";

type Request = Partial<Collected> & { params?: Record<string, unknown> };

/** Calls any operation of the table whose reply is JSON or empty. */
export function callOperation(
  client: Client,
  id: OperationId,
  { params = {}, query = {}, headers = {}, body }: Request,
): Promise<unknown> {
  // The flags of the row made this input, and the server checks it; no type of one row fits all.
  const call = client.call as (id: OperationId, input: object) => Promise<unknown>;
  return call(id, { params, query, headers, ...(body === undefined ? {} : { body }) });
}

/** Returns the address of any operation of the table. */
export function addressOfOperation(
  client: Client,
  id: OperationId,
  place: { params?: Record<string, unknown>; query?: Record<string, unknown> },
): string {
  const address = client.address as (id: OperationId, place: object) => string;
  return address(id, place);
}
