import type { Template, TemplateDefinition } from "@formwork/contracts/template";
import type { JobStore, WorkStore } from "./job-store.ts";
import type { LogStore } from "./log-store.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { Page, Paging } from "./page.ts";
import type { Table, TableDeclaration } from "./table.ts";

/**
 * The seam of persistence: domain verbs with one params object each, and no query language leaking
 * out. `exercise.ts` is the suite that every implementation passes. Rules that hold for all of
 * them:
 *
 * - A job's change and its events are one durable write; `seq` counts without holes per job and is
 *   given by that write.
 * - The store's clock decides what is due and which lease has expired, never a caller's.
 * - Times go in and out as milliseconds in records and RFC 3339 in contracts' objects.
 * - A verb that answers for many things does so in one round trip, or a few, whatever their number.
 * - A write whose outcome is unknown rejects with `unavailable`.
 */
export type Store = JobStore &
  WorkStore &
  LogStore &
  OutboxStore &
  TemplateStore &
  TableStore &
  Lifecycle;

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

export type StoredTemplate = Template & {
  /**
   * Folder of the file below the templates folder; where `run.file` is found. Empty for one
   * published over the API.
   */
  folder: string;
  source: "folder" | "api";
};

type TemplateStore = {
  /**
   * Stores the next version of `name` unless `unchanged(newest, newest from the same source)` says
   * so; two writers at once give two versions, never one number twice.
   */
  publishTemplate: (params: {
    definition: TemplateDefinition;
    hash: string;
    publishedBy: string;
    folder: string;
    source: "folder" | "api";
  }) => Promise<{ template: StoredTemplate; created: boolean }>;
  getTemplate: (params: {
    name: string;
    version?: number | undefined;
  }) => Promise<StoredTemplate | null>;
  /** Newest version of every template, by title. */
  listTemplates: () => Promise<StoredTemplate[]>;
  listVersions: (params: { name: string } & Paging) => Promise<Page<StoredTemplate>>;
  /** True when it was there and not archived before. Publishing again brings it back. */
  archiveTemplate: (params: { name: string }) => Promise<boolean>;
};
