import { joinWords } from "@formwork/contracts/text/join-words";
import type { Secrets } from "../jobs/secrets/secrets.ts";
import type { ClaimLimits } from "../queues/claim-limits.ts";
import type { Store } from "../store/store.ts";
import type { ClaimedJob } from "../store/work-store.ts";
import type { Templates } from "../templates/templates.ts";
import { oncePerVersion } from "../templates/versions/once-per-version.ts";
import type { StoredTemplate } from "../templates/versions/template-tables.ts";
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
    claimed.map((claim) =>
      find(claim.job.template).then((template) => openClaim(secrets, claim, template)),
    ),
  );
  return {
    assignments: opened.filter((one) => !isUnreadable(one)).map(({ assignment }) => assignment),
    unreadable: opened.filter(isUnreadable).map(({ assignment, unreadable }) => ({
      ...{ assignment, outcome: unreadableOutcome(unreadable) },
    })),
  };
}

type Opened = { assignment: Assignment; unreadable: string[] };

function openClaim(secrets: Secrets, claim: ClaimedJob, template: StoredTemplate): Opened {
  const { job } = claim;
  const { payload, given, unreadable } = secrets.read(job.payload, { ownerId: job.id });
  const opened = payload === job.payload ? job : { ...job, payload };
  return { unreadable, assignment: { ...claim, job: opened, template, redact: redactOf(given) } };
}

function isUnreadable({ unreadable }: Opened): boolean {
  return unreadable.length > 0;
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
