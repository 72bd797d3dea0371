import type { JobRecord } from "../record/documents.ts";
import type { Lease, LeasedJobs } from "./leased-jobs.ts";
import type { Move, WriteTransitions } from "./transition-writer.ts";

/**
 * Rounds after which something else is wrong than a race with others who write about the same job.
 */
const enough = 50;

/**
 * The fence (R3): makes moves of jobs whose leases are held, known by id, state and token; answers
 * the requests that were met. Where the job has changed under a lease that still holds (progress
 * from elsewhere), it is read again and moved from there.
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
    moveOf: (
      job: JobRecord,
      request: Request,
    ) => Omit<Move, "job" | "fence"> | Promise<Omit<Move, "job" | "fence">>,
  ): Promise<Request[]> => {
    const met = new Set<Request>();
    let open = firstOfEach(requests);
    for (let round = 0; open.length > 0 && round < enough; round++) {
      const jobs = await leasedJobs.look(open);
      open = open.filter(({ id }) => jobs.has(id));
      const moves = await Promise.all(open.map((request) => fenced(jobs, request, moveOf)));
      const written = await writeTransitions(moves.flat());
      for (const job of written.values()) leasedJobs.keep(job);
      for (const request of open) if (written.has(request.id)) met.add(request);
      open = open.filter(({ id }) => !written.has(id));
      leasedJobs.forget(open.map(({ id }) => id));
    }
    return requests.filter((request) => met.has(request));
  };
}
export type WriteFenced = ReturnType<typeof createFencedWriter>;

async function fenced<Request extends Lease>(
  jobs: Map<string, JobRecord>,
  request: Request,
  moveOf: (
    job: JobRecord,
    request: Request,
  ) => Omit<Move, "job" | "fence"> | Promise<Omit<Move, "job" | "fence">>,
): Promise<Move[]> {
  const job = jobs.get(request.id);
  if (job === undefined) return [];
  return [
    {
      ...(await moveOf(job, request)),
      job,
      fence: { state: "running", leaseToken: request.token },
    },
  ];
}

function firstOfEach<Request extends Lease>(requests: Request[]): Request[] {
  const seen = new Set<string>();
  return requests.filter(({ id }) => !seen.has(id) && seen.add(id));
}
