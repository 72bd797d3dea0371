import type { Payload } from "../jobs/secrets/seal.ts";
import { table } from "../store/table.ts";

/** A value that was replaced or removed, sealed. */
export type FormerValue = { sealed: Payload /** Milliseconds since 1970. */; until: number };

/** A secret as stored. Its value is sealed, bound to its name. Times are milliseconds since 1970. */
export type SecretRow = {
  name: string;
  /** `{ value: <seal> }`; null of one that was removed. */
  sealed: Payload | null;
  /** Values of before, newest first: a job that still runs with one reports it hidden. */
  former: FormerValue[];
  description: string;
  /** The only templates that may use it; null for all. */
  templates: string[] | null;
  createdBy: string;
  createdAt: number;
  updatedBy: string;
  updatedAt: number;
  /** When a removed one is forgotten; absent otherwise. */
  goneAt?: number;
};

export const secretsTable = table<SecretRow>({ name: "secrets", key: "name", expires: "goneAt" });
