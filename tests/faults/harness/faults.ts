import { setTimeout as pause } from "node:timers/promises";
import { type Fleet, leaseMs } from "./fleet/fleet.ts";
import type { Part } from "./fleet/part.ts";
import type { CrashPointName } from "./fleet/patches.ts";
import type { Random } from "./random.ts";

/** A fault that a run injects. `inject` resolves when it is mended. */
export type Fault = { name: string; inject: (random: Random) => Promise<void> };

const seconds = 1000;
/** How long a process may take to come to its crash point, in ms. */
const crashWaitMs = 8 * seconds;

/** Returns the faults that can be injected into a fleet. */
export function faultsOf(fleet: Fleet): Fault[] {
  return fleet.servers === null ? oneProcess(fleet) : services(fleet, fleet.servers);
}

function oneProcess({ schedulers, remoteWorkers }: Fleet): Fault[] {
  return [
    killed("the process", schedulers),
    killed("the process", schedulers), // twice as often as the others
    restarted("the process", schedulers),
    suspended("the process", schedulers),
    crashed(schedulers, ["before-publish", "before-clear", "after-slot", "before-announce"]),
    crashed(schedulers, ["before-settle", "after-settle", "after-claim"]),
    killed("a remote worker", remoteWorkers),
  ];
}

function services(
  { schedulers, workers, notifiers, remoteWorkers }: Fleet,
  { mongod, broker }: NonNullable<Fleet["servers"]>,
): Fault[] {
  return [
    killed("a worker", workers),
    killed("a scheduler", schedulers),
    killed("a notifier", notifiers),
    killed("a remote worker", remoteWorkers),
    suspended("a worker", workers),
    suspended("a scheduler", schedulers),
    {
      name: "restart of the workers in turn",
      async inject() {
        for (const worker of workers) await worker.restart("SIGTERM", 0);
      },
    },
    crashed(schedulers, ["before-publish", "before-clear", "after-slot", "before-announce"]),
    crashed(workers, ["before-settle", "after-settle", "after-claim", "before-clear"]),
    linkFault("no link from a worker to the database", workers, ({ store }) => store),
    linkFault("no link from a scheduler to the database", schedulers, ({ store }) => store),
    linkFault("no link from a worker to the broker", workers, ({ bus }) => bus),
    linkFault("no link from a scheduler to the broker", schedulers, ({ bus }) => bus),
    linkFault("no link from a notifier to the broker", notifiers, ({ bus }) => bus),
    lostReplies("a worker", workers),
    lostReplies("a scheduler", schedulers),
    {
      name: "kill -9 of the database",
      async inject(random) {
        await mongod.kill();
        await pause(random.between(1, 5) * seconds);
        await mongod.start();
      },
    },
    {
      name: "restart of the broker",
      async inject(random) {
        await broker.control("stop_app");
        await pause(random.between(1, 8) * seconds);
        await broker.control("start_app");
      },
    },
  ];
}

function killed(what: string, parts: Part[]): Fault {
  return {
    name: `kill -9 of ${what}`,
    inject: (random) => random.pick(parts).restart("SIGKILL", random.between(0, 3 * seconds)),
  };
}

function restarted(what: string, parts: Part[]): Fault {
  return {
    name: `restart of ${what}`,
    inject: (random) => random.pick(parts).restart("SIGTERM", 0),
  };
}

/** Longer than a lease, so that others take over. */
function suspended(what: string, parts: Part[]): Fault {
  return {
    name: `suspension of ${what}`,
    inject: (random) =>
      random.pick(parts).suspend(() => pause(random.between(2 * leaseMs, 4 * leaseMs))),
  };
}

function crashed(parts: Part[], points: CrashPointName[]): Fault {
  return {
    name: `crash at a point of ${parts.length === 1 ? parts[0]?.name : parts[0]?.name.replace(/ \d+$/, "s")}`,
    inject: (random) =>
      random.pick(parts).crash(random.pick(points), random.between(1, 20), crashWaitMs),
  };
}

type Links = NonNullable<Part["links"]>;

/**
 * Nothing passes, no answers pass, or all connections are refused. What was held arrives late, or the
 * connections are lost in the end.
 */
function linkFault(name: string, parts: Part[], linkOf: (links: Links) => Links["store"]): Fault {
  return {
    name,
    async inject(random) {
      const link = linkOf(linksOf(random.pick(parts)));
      const how = random.pick(["everything", "replies", "refused"] as const);
      if (how === "refused") await link.refuse();
      else link.hold(how);
      await pause(random.between(leaseMs, 4 * leaseMs));
      if (how !== "refused" && random.next() < 0.5) await link.refuse();
      await link.accept();
      link.pass();
    },
  };
}

/** The database gets the requests, and its answers do not arrive. */
function lostReplies(what: string, parts: Part[]): Fault {
  return {
    name: `lost answers of the database to ${what}`,
    async inject(random) {
      const { store } = linksOf(random.pick(parts));
      store.dropReplies(random.between(0, 20));
      await pause(random.between(1, 3) * seconds);
      store.pass();
    },
  };
}

function linksOf({ name, links }: Part): Links {
  if (links === null) throw new Error(`${name} has no links`);
  return links;
}
