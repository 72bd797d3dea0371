import { joinWords } from "@formwork/contracts/text/join-words";
import type { Secrets } from "../jobs/secrets/secrets.ts";
import type { ClaimLimits } from "../queues/claim-limits.ts";
import type { Store } from "../store/store.ts";
import type { Templates } from "../templates/templates.ts";
import { oncePerVersion } from "../templates/versions/once-per-version.ts";
import { redactOf } from "./redact/secret-texts.ts";
import type { Assignment, Outcome } from "./work.ts";

export type ClaimDeps = {
  store: Store;
  templates: Templates;
  secrets: Secrets;
  leaseMs: number;
  limits: Pick<ClaimLimits, "current">;
};

/** Claimed jobs, and those of them that no attempt may run: a secret of theirs cannot be opened. */
export type Claimed = { assignments: Assignment[]; unreadable: Unreadable[] };
export type Unreadable = { assignment: Assignment; outcome: Outcome };

/** Claims jobs for a worker, each with its template and with the secrets of its payload opened. */
export async function claimJobs(
  { store, templates, secrets, leaseMs, limits }: ClaimDeps,
  params: Omit<Parameters<Store["claimJobs"]>[0], "leaseMs" | "limits">,
): Promise<Claimed> {
  const claimed = await store.claimJobs({
    ...params,
    leaseMs,
    limits: await limits.current(),
  });
  const find = oncePerVersion(templates.stored);
  const opened = await Promise.all(
    claimed.map(async (claim) => {
      const { payload, given, unreadable } = secrets.read(claim.job.payload, {
        ownerId: claim.job.id,
      });
      const job = { ...claim.job, payload };
      const template = await find(claim.job.template);
      return { unreadable, assignment: { ...claim, job, template, redact: redactOf(given) } };
    }),
  );
  return {
    assignments: opened.flatMap(({ assignment, unreadable }) =>
      unreadable.length === 0 ? [assignment] : [],
    ),
    unreadable: opened.flatMap(({ assignment, unreadable }) =>
      unreadable.length === 0 ? [] : [{ assignment, outcome: unreadableOutcome(unreadable) }],
    ),
  };
}

/** Fails a job for good: its program would be handed what is sealed in place of the secret. */
function unreadableOutcome(pointers: readonly string[]): Outcome {
  return {
    ...{ outcome: "failed", reason: "secret-unreadable", fatal: true },
    message: `The secret at ${joinWords(pointers.slice(0, maxNamed), "and")} cannot be opened: it was sealed with another FORMWORK_TOKEN_SECRET. Retry the job where that is set, or run it again and type the secret`,
  };
}

/** Secrets that a message names. */
const maxNamed = 5;
