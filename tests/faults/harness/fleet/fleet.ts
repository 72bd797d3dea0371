import type { DurableMongod } from "../../../support/servers/durable-mongod.ts";
import type { Rabbit } from "../../../support/servers/rabbitmq.ts";
import type { Part } from "./part.ts";
import type { MutationName } from "./patches.ts";

/** The processes of one Formwork, with the servers behind them. */
export type Fleet = {
  schedulers: Part[];
  workers: Part[];
  notifiers: Part[];
  /** Programs that run jobs over HTTP. */
  remoteWorkers: Part[];
  servers: Servers | null;
  /** A token of the first admin. */
  token: string;
  /** The file to which running jobs append what they do. */
  effectsFile: string;
};

/** A database and a broker, as one fleet uses them. */
export type Servers = { mongod: DurableMongod; broker: Rabbit };

export type FleetOptions = {
  /** Guards that every process goes without. */
  mutation?: MutationName;
  /** Settings of every process, beside `fleetSettings`. */
  settings?: Record<string, string>;
  /** The servers of a fleet that has any. */
  servers?: Servers;
};

/** Starts a fleet, gives it to `use`, and ends all of its processes afterwards, whatever happens. */
export type WithFleet = <Result>(
  use: (fleet: Fleet) => Promise<Result>,
  options?: FleetOptions,
) => Promise<Result>;

/** How long a claim holds, in ms. A rescue looks for expired ones twice a second. */
export const leaseMs = 2000;

/** The settings of every process. */
export const fleetSettings = {
  FORMWORK_LEASE: `${leaseMs}ms`,
  FORMWORK_RESCUE_INTERVAL: "500ms",
  FORMWORK_DRAIN_TIMEOUT: "1s",
  FORMWORK_TOKEN_LIFETIME: "1d",
  FORMWORK_COMMANDS: "allow",
  // Attempts note their effects in a file beside their folders.
  FORMWORK_JOB_USER: "same",
  FORMWORK_LOG_LEVEL: "error",
};
