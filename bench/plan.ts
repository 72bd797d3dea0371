/** A workload that one engine runs, with its number of jobs or clients. */
export type Step = { engine: string; work: string; n: number };

const works = [
  ...["enqueue-one", "enqueue-bulk", "drain", "latency"],
  ...["bulk", "memory", "prune", "push", "push-busy", "scale", "schedules"],
  ...["lists", "drain-stored", "memory-idle", "limits", "reconnect", "form-keys"],
];
/** Run only when `--work` names them: no other engine has the like. */
const onRequest = works.slice(4);

/**
 * The workloads of each engine, with the default number of jobs (of clients for `push` and `reconnect`, of seconds for
 * `memory-idle`, of rows for `form-keys`). `--n` overrides it.
 */
const engines: Record<string, Record<string, number>> = {
  formwork: {
    "enqueue-one": 20_000,
    "enqueue-bulk": 20_000,
    drain: 20_000,
    latency: 500,
    bulk: 10_000,
    memory: 200_000,
    prune: 200_000,
    push: 1000,
    "push-busy": 1000,
    scale: 1_000_000,
    schedules: 10_000,
    lists: 1_000_000,
    "drain-stored": 1_000_000,
    "memory-idle": 60,
    limits: 5_000,
    reconnect: 10_000,
    "form-keys": 500,
  },
  // It has no bulk call and drains about 300 jobs a second: 20,000 would take over a minute.
  agenda: { "enqueue-one": 20_000, drain: 4_000, latency: 500 },
};
/** The store that each other engine needs. */
const stores: Record<string, string> = { agenda: "mongo" };

/**
 * Returns what to measure, workload by workload: Formwork, then the peers on the same store. An
 * unknown name is an error.
 */
export function plan(wanted: {
  work?: string | undefined;
  peers?: string | undefined;
  n?: string | undefined;
  store: string;
}): Step[] {
  const chosen = wanted.work?.split(",") ?? works.filter((work) => !onRequest.includes(work));
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

/** Returns the peers to measure, by default all that run on this store. */
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
