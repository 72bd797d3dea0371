import type { KeyCheck } from "../jobs/secrets/key-check.ts";
import type { ClaimLimits } from "../queues/claim-limits.ts";
import type { Store } from "../store/store.ts";
import type { ClaimedJob } from "../store/verbs/work-store.ts";
import type { Templates } from "../templates/templates.ts";
import { type OpenClaimDeps, type Opened, openClaims } from "./open-claim.ts";
import type { Assignment, Outcome } from "./work.ts";

export type ClaimDeps = OpenClaimDeps & {
  store: Store;
  templates: Templates;
  key: Pick<KeyCheck, "standing" | "compare">;
  leaseMs: number;
  limits: Pick<ClaimLimits, "current">;
};

/**
 * Claimed jobs, and those of them that no attempt may run here, since a secret of theirs cannot be
 * had. They fail for good, or are given back where other processes have the key.
 */
export type Claimed = { assignments: Assignment[]; unreadable: Unreadable[] };
export type Unreadable = { assignment: Assignment; outcome: Outcome };

/** Claims jobs for a worker, each with its template and with its secrets opened. */
export async function claimJobs(
  deps: ClaimDeps,
  params: Omit<Parameters<Store["claimJobs"]>[0], "leaseMs" | "limits">,
): Promise<Claimed> {
  const { store, key, leaseMs, limits } = deps;
  // Others have the key that this process lacks: their jobs are left to them.
  if (key.standing() === "behind") return { assignments: [], unreadable: [] };
  const claimed = await store.claimJobs({
    ...params,
    leaseMs,
    limits: await limits.current(),
  });
  const opened = await openAll(deps, claimed);
  const lacksKey = opened.some(({ hindrance }) => hindrance?.lacksKey === true);
  const isBehind = lacksKey && (await standingNow(key)) === "behind";
  return {
    assignments: opened.filter(isOpen).map(({ assignment }) => assignment),
    unreadable: opened.flatMap(({ assignment, hindrance }) =>
      hindrance === null ? [] : [{ assignment, outcome: outcomeOf(hindrance, isBehind) }],
    ),
  };
}

/** Opens what was claimed, in its order; what concerns a version of a template is done once. */
async function openAll(deps: ClaimDeps, claimed: ClaimedJob[]): Promise<Opened[]> {
  const versionOf = ({ job: { template } }: ClaimedJob) => `${template.name}\n${template.version}`;
  const opening = [...Map.groupBy(claimed, versionOf)].map(
    async ([version, [first]]): Promise<[string, OpenOne][]> =>
      first === undefined
        ? []
        : [[version, await openClaims(deps, await deps.templates.stored(first.job.template))]],
  );
  const openOf = new Map((await Promise.all(opening)).flat());
  return claimed.flatMap((claim) => openOf.get(versionOf(claim))?.(claim) ?? []);
}
type OpenOne = Awaited<ReturnType<typeof openClaims>>;

/** A job that fails for good has to lack its key for sure: in doubt, it is given back. */
function standingNow(key: ClaimDeps["key"]) {
  return key.compare().catch(() => "behind" as const);
}

function isOpen({ hindrance }: Opened): boolean {
  return hindrance === null;
}

function outcomeOf(
  { lacksKey, outcome }: NonNullable<Opened["hindrance"]>,
  isBehind: boolean,
): Outcome {
  return lacksKey && isBehind ? { outcome: "released" } : outcome;
}
