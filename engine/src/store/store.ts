import type { JobStore, WorkStore } from "./job-store.ts";
import type { LogStore } from "./log-store.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { Table, TableDeclaration } from "./table.ts";

/**
 * The seam of persistence: domain verbs with one params object each, and no query language leaking
 * out. `conformance/` is the suite that every implementation passes. Rules that hold for all of
 * them:
 *
 * - A job's change and its events are one durable write; `seq` counts without holes per job and is
 *   given by that write.
 * - The store's clock decides what is due and which lease has expired, never a caller's.
 * - Times go in and out as milliseconds in records and RFC 3339 in contracts' objects.
 * - A verb that answers for many things does so in one round trip, or a few, whatever their number.
 * - A write whose outcome is unknown rejects with `unavailable`.
 */
export type Store = JobStore & WorkStore & LogStore & OutboxStore & TableStore & Lifecycle;

type TableStore = {
  /** Returns the table of a declaration, best before the store is opened, which then creates it. */
  table: <Row extends object>(declaration: TableDeclaration<Row>) => Table<Row>;
};

type Lifecycle = {
  /** Opens and migrates; safe when several processes start at once. */
  open: () => Promise<void>;
  close: () => Promise<void>;
  /** Resolves when the store answers; rejects with `unavailable` otherwise. */
  ping: () => Promise<void>;
};
