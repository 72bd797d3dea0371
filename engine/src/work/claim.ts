import type { KeyCheck } from "../jobs/secrets/key-check.ts";
import type { ClaimLimits } from "../queues/claim-limits.ts";
import type { Store } from "../store/store.ts";
import type { Templates } from "../templates/templates.ts";
import { oncePerVersion } from "../templates/versions/once-per-version.ts";
import { type OpenClaimDeps, type Opened, openClaim } from "./open-claim.ts";
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
  const { store, templates, key, leaseMs, limits } = deps;
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
      find(claim.job.template).then((template) => openClaim(deps, claim, template)),
    ),
  );
  const lacksKey = opened.some(({ hindrance }) => hindrance?.lacksKey === true);
  const isBehind = lacksKey && (await standingNow(key)) === "behind";
  return {
    assignments: opened.filter(isOpen).map(({ assignment }) => assignment),
    unreadable: opened.flatMap(({ assignment, hindrance }) =>
      hindrance === null ? [] : [{ assignment, outcome: outcomeOf(hindrance, isBehind) }],
    ),
  };
}

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
