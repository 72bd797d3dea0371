import { joinWords } from "@formwork/contracts/text/join-words";
import type { KeyCheck } from "../jobs/secrets/key-check.ts";
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
  key: Pick<KeyCheck, "standing" | "compare">;
  leaseMs: number;
  limits: Pick<ClaimLimits, "current">;
};

/**
 * Claimed jobs, and those of them that no attempt may run here: a secret of theirs cannot be opened.
 * They fail for good, or are given back where other processes have the key.
 */
export type Claimed = { assignments: Assignment[]; unreadable: Unreadable[] };
export type Unreadable = { assignment: Assignment; outcome: Outcome };

/** Claims jobs for a worker, each with its template and with the secrets of its payload opened. */
export async function claimJobs(
  { store, templates, secrets, key, leaseMs, limits }: ClaimDeps,
  params: Omit<Parameters<Store["claimJobs"]>[0], "leaseMs" | "limits">,
): Promise<Claimed> {
  // Others have the key that this process lacks: their jobs are left to them.
  if (key.standing() === "behind") return { assignments: [], unreadable: [] };
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
  const closed = opened.filter(isUnreadable);
  const isBehind = closed.length > 0 && (await key.compare()) === "behind";
  return {
    assignments: opened.filter((one) => !isUnreadable(one)).map(({ assignment }) => assignment),
    unreadable: closed.map(({ assignment, unreadable }) => ({
      assignment,
      outcome: isBehind ? { outcome: "released" } : unreadableOutcome(unreadable),
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
    message: `The secret at ${joinWords(pointers.slice(0, maxNamed), "and")} cannot be opened: it was sealed with a key that this process does not have. Retry the job where FORMWORK_SEAL_KEY or FORMWORK_SEAL_KEYS_READ has it, or run it again and type the secret`,
  };
}

/** Secrets that a message names. */
const maxNamed = 5;
