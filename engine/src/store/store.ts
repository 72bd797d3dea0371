import type { Table, TableDeclaration } from "./table.ts";
import type { JobStore } from "./verbs/job-store.ts";
import type { LogStore } from "./verbs/log-store.ts";
import type { OutboxStore } from "./verbs/outbox-store.ts";
import type { PruneStore } from "./verbs/prune-store.ts";
import type { SealStore } from "./verbs/seal-store.ts";
import type { WorkStore } from "./verbs/work-store.ts";

/**
 * The interface of persistence: verbs of the domain with one params object each, independent of a
 * query language. Every implementation passes the suite in `conformance/`. For all of them:
 *
 * - A change of a job and its events are one durable write, which also gives the events their `seq`;
 *   it counts per job without holes.
 * - The store's own clock decides which jobs are due and which leases have expired.
 * - Times are milliseconds since 1970 in the types here, and RFC 3339 in those of contracts.
 * - A verb about many things takes one round trip or a few, however many they are.
 * - A write whose outcome is unknown fails with `unavailable`.
 */
export type Store = JobStore &
  WorkStore &
  LogStore &
  OutboxStore &
  PruneStore &
  SealStore &
  TableStore &
  Lifecycle;

type TableStore = {
  /** Returns a declared table. Opening the store creates those that were declared before. */
  table: <Row extends object>(declaration: TableDeclaration<Row>) => Table<Row>;
};

type Lifecycle = {
  /** Opens the store and migrates its data; safe when several processes start at once. */
  open: () => Promise<void>;
  close: () => Promise<void>;
  /** Resolves when the store answers. Fails with `unavailable` otherwise. */
  ping: () => Promise<void>;
  /**
   * Returns why writes are refused as far as is known without asking: on a full disk, or where the
   * server was seen to be away; null while they are not. Public, as the message of a refusal is.
   */
  writeFault: () => string | null;
  /**
   * Returns the time of the store's own clock, in milliseconds since 1970, so that times that
   * different processes write can be compared. An estimate where that clock is another machine's.
   */
  now: () => number;
};
