import type { Accounts } from "./accounts/accounts.ts";
import type { Bus } from "./bus/bus.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { Store } from "./store/store.ts";
import type { Templates } from "./templates/templates.ts";
import type { Work } from "./work/work.ts";

/** The engine as services see it: public verbs only. Refusals are thrown as `DomainError`. */
export type Engine = {
  templates: Templates;
  jobs: Jobs;
  work: Work;
  accounts: Accounts;
  bus: Bus;
  store: Store;
  /** Opens store and bus, reads the templates folder, starts the loops that `roles` asks for. */
  start: () => Promise<void>;
  /** Stops loops, flushes the outbox, closes bus and store. */
  stop: () => Promise<void>;
  /** Each part's health, for `/health/ready`. */
  health: () => Promise<{ ok: boolean; checks: Record<string, { ok: boolean; detail: string }> }>;
};
