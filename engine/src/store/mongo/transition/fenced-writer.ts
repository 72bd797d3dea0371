import type { JobRecord } from "../record/documents.ts";
import type { Lease, LeasedJobs } from "./leased-jobs.ts";
import type { Move, WriteTransitions } from "./transition-writer.ts";

type UnfencedMove = Omit<Move, "job" | "fence">;
type MoveOf<Request> = (job: JobRecord, request: Request) => UnfencedMove;

/** Times a move is tried while others write about the same job; more is no race but a fault. */
const maxRounds = 50;

/**
 * Makes moves of jobs whose lease is held: the job runs, under the token of the request. Returns the
 * requests that were written; for a lost lease nothing is. Where the job changed under a lease that
 * still holds, for example by a progress report, it is read again and moved from there.
 */
export function createFencedWriter({
  leasedJobs,
  writeTransitions,
}: {
  leasedJobs: LeasedJobs;
  writeTransitions: WriteTransitions;
}) {
  return async <Request extends Lease>(
    requests: Request[],
    moveOf: MoveOf<Request>,
  ): Promise<Request[]> => {
    const written = new Set<Request>();
    let open = firstOfEach(requests);
    for (let round = 0; open.length > 0 && round < maxRounds; round++) {
      const jobs = await leasedJobs.find(open);
      open = open.filter(({ id }) => jobs.has(id));
      const moves = open.flatMap((request) => fencedMove(jobs, request, moveOf));
      const moved = await writeTransitions(moves);
      for (const job of moved.values()) leasedJobs.update(job);
      for (const request of open) if (moved.has(request.id)) written.add(request);
      open = open.filter(({ id }) => !moved.has(id));
      leasedJobs.forget(open.map(({ id }) => id));
    }
    return requests.filter((request) => written.has(request));
  };
}
export type WriteFenced = ReturnType<typeof createFencedWriter>;

function fencedMove<Request extends Lease>(
  jobs: Map<string, JobRecord>,
  request: Request,
  moveOf: MoveOf<Request>,
): Move[] {
  const job = jobs.get(request.id);
  if (job === undefined) return [];
  return [
    {
      ...moveOf(job, request),
      job,
      fence: { state: "running", leaseToken: request.token },
    },
  ];
}

function firstOfEach<Request extends Lease>(requests: Request[]): Request[] {
  const seen = new Set<string>();
  return requests.filter(({ id }) => !seen.has(id) && seen.add(id));
}
