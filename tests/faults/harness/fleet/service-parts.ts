import { signIn } from "../../../support/formwork.ts";
import { freePort } from "../../../support/servers/run-server.ts";
import { serviceSettings, startService } from "../../../support/service.ts";
import { writeTemplates } from "./effects.ts";
import { type Fleet, type FleetOptions, fleetSettings } from "./fleet.ts";
import { type Part, startPart } from "./part.ts";
import { startRemoteWorker } from "./remote-worker.ts";

/** Something that a fleet ends with. */
type Stoppable = { stop: () => Promise<unknown> };
/** Waits for a start, and has what was started ended with the fleet. */
export type Begin = <T extends Stoppable>(starting: Promise<T>) => Promise<T>;
/** The addresses of store and broker for one process. */
export type Addresses = { store: string; bus: string; links: Part["links"] };

/** Starts two schedulers, three workers, a notifier, and a remote worker for each scheduler. */
export async function startServiceParts(
  params: FleetOptions & {
    begin: Begin;
    home: string;
    addresses: () => Promise<Addresses>;
  },
): Promise<Omit<Fleet, "servers">> {
  const { begin, home, mutation, addresses } = params;
  const { folder, file } = await writeTemplates(home);

  async function part(kind: "scheduler" | "worker" | "notifier", number: number): Promise<Part> {
    const { store, bus, links } = await addresses();
    const port = await freePort();
    const settings = {
      ...{ ...fleetSettings, ...params.settings },
      ...serviceSettings({ home, store, bus, templates: folder }),
      FORMWORK_PORT: String(port),
    };
    return begin(
      startPart({
        ...{ name: `${kind} ${number}`, url: `http://127.0.0.1:${port}`, links, mutation },
        start: (environment) => startService(kind, { ...settings, ...environment }),
      }),
    );
  }
  const first = await part("scheduler", 1);
  const schedulers = [first, await part("scheduler", 2)];
  const workers = await Promise.all([1, 2, 3].map((number) => part("worker", number)));
  const notifiers = [await part("notifier", 1)];
  const { token } = await signIn(first.url);
  const remoteWorkers = await Promise.all(
    schedulers.map(({ url }, index) => begin(startRemoteWorker(index + 1, url, token))),
  );
  return { schedulers, workers, notifiers, remoteWorkers, token, effectsFile: file };
}

/** Calls `use` with a function that starts things, and ends them afterwards, the last one first. */
export async function withStarted<Result>(use: (begin: Begin) => Promise<Result>): Promise<Result> {
  const started: Stoppable[] = [];
  try {
    return await use(async (starting) => {
      const one = await starting;
      started.unshift(one);
      return one;
    });
  } finally {
    for (const one of started) await one.stop();
  }
}
