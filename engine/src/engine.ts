import type { Access } from "./access/access.ts";
import type { Accounts } from "./accounts/accounts.ts";
import type { Audit } from "./audit/audit.ts";
import type { Actions } from "./bulk/actions.ts";
import type { Bus } from "./bus/bus.ts";
import type { DeadLetters } from "./dead-letters/dead-letters.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { Numbers } from "./projections/numbers.ts";
import type { Queues } from "./queues/queues.ts";
import type { Rates } from "./rates/rates.ts";
import type { SealingStatus } from "./reseal/show-seal-keys.ts";
import type { Retentions } from "./retention/retention.ts";
import type { Health } from "./runtime/service/probes.ts";
import type { Schedules } from "./schedules/schedules.ts";
import type { SecretStore } from "./secrets/secret-store.ts";
import type { Settings } from "./settings/settings.ts";
import type { Store } from "./store/store.ts";
import type { Templates } from "./templates/templates.ts";
import type { Views } from "./views/views.ts";
import type { Waits } from "./waits/waits.ts";
import type { RemoteWork } from "./work/remote/remote-work.ts";
import type { Work } from "./work/work.ts";
import type { Workers } from "./workers/workers.ts";

/** The verbs of every room, as services call them. A refusal is thrown as `DomainError`. */
export type Engine = {
  templates: Templates;
  /** Who may see and run which template. */
  access: Access;
  jobs: Jobs;
  deadLetters: DeadLetters;
  /** Actions on many jobs at once. */
  actions: Actions;
  work: Work;
  remote: RemoteWork;
  schedules: Schedules;
  queues: Queues;
  workers: Workers;
  retention: Retentions;
  settings: Settings;
  /** The keys that seal secrets. */
  sealing: SealingStatus;
  /** Secrets that templates name. */
  secrets: SecretStore;
  views: Views;
  waits: Waits;
  accounts: Accounts;
  /** Limits by the minute, over all processes. */
  rates: Rates;
  /** Who did what. */
  audit: Audit;
  numbers: Numbers;
  bus: Bus;
  store: Store;
  /** Takes the jobs of workers that are known to be gone back at once, before their leases end. */
  takeOver: (params: { workerIds: string[] }) => Promise<void>;
  /** Opens store and bus, reads the folder of templates, starts the loops. */
  start: () => Promise<void>;
  /** Stops the loops, publishes what is left in the outbox, closes bus and store. */
  stop: () => Promise<void>;
  /** Checks store, bus and loops, for `/health/ready`. */
  health: () => Promise<Health>;
};
