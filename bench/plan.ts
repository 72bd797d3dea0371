/** One engine doing one work. */
export type Step = { engine: string; work: string; n: number };

const works = ["enqueue-one", "enqueue-bulk", "drain", "latency", "memory", "push", "push-busy"];
/** Left out unless `--work` names them: no other engine does the like. */
const askedFor = ["memory", "push", "push-busy"];

/**
 * The works that an engine takes part in, each with its number of jobs (clients, where events are
 * pushed) unless `--n` says otherwise.
 */
const engines: Record<string, Record<string, number>> = {
  formwork: {
    "enqueue-one": 20_000,
    "enqueue-bulk": 20_000,
    drain: 20_000,
    latency: 500,
    memory: 200_000,
    push: 1000,
    "push-busy": 1000,
  },
  // It has no bulk call, and drains some 300 jobs a second: 20,000 would take over a minute.
  agenda: { "enqueue-one": 20_000, drain: 4_000, latency: 500 },
};
/** The store that each of the others has to run on. */
const stores: Record<string, string> = { agenda: "mongo" };

/**
 * What to measure, work by work: Formwork, then the peers on the same store. A name that is not
 * known is an error.
 */
export function plan(wanted: {
  work?: string | undefined;
  peers?: string | undefined;
  n?: string | undefined;
  store: string;
}): Step[] {
  const chosen = wanted.work?.split(",") ?? works.filter((work) => !askedFor.includes(work));
  for (const work of chosen)
    if (!works.includes(work)) throw new Error(`--work ${work}: it is none of ${works.join(", ")}`);
  const taking = ["formwork", ...peersOf(wanted.peers, wanted.store)];
  return works
    .filter((work) => chosen.includes(work))
    .flatMap((work) =>
      taking.flatMap((engine) => {
        const usual = engines[engine]?.[work];
        return usual === undefined ? [] : [{ engine, work, n: Number(wanted.n ?? usual) }];
      }),
    );
}

/** Unless told, all that run on this store. */
function peersOf(peers: string | undefined, store: string): string[] {
  if (peers === undefined) return Object.keys(stores).filter((peer) => stores[peer] === store);
  if (peers === "none") return [];
  const named = peers.split(",");
  for (const peer of named) {
    if (stores[peer] === undefined)
      throw new Error(`--peers ${peer}: it is none of ${Object.keys(stores).join(", ")}, none`);
    if (stores[peer] !== store) throw new Error(`--peers ${peer} needs --store ${stores[peer]}`);
  }
  return named;
}
