import type { AuditDraft } from "./chain/link-entries.ts";

/** Length of a window in milliseconds. */
const windowMs = 60_000;
/** Different refusals that a window records one by one; those of one address leave room for others. */
const maxKinds = 20;
const maxKindsOfAddress = 10;

type Counted = { draft: AuditDraft; times: number };

/**
 * Bounds what refused calls may write, whoever sends them: within a minute, the first of each of 20
 * kinds is recorded at once; at its end an entry per kind says how often it came again, and one says
 * how many others there were. That is at most 41 entries per process and minute.
 */
export function createRefusals({ record }: { record: (draft: AuditDraft) => void }) {
  const kinds = new Map<string, Counted>();
  let others: Counted | null = null;
  let timer: NodeJS.Timeout | undefined;

  function count(draft: AuditDraft): void {
    const known = kinds.get(kindOf(draft));
    if (known !== undefined) {
      known.times++;
      known.draft = merged(known.draft, draft);
    } else if (hasRoom(draft)) {
      kinds.set(kindOf(draft), { draft, times: 0 });
      record(draft);
    } else {
      others ??= { draft: othersOf(draft), times: 0 };
      others.times++;
    }
  }

  function hasRoom({ from }: AuditDraft): boolean {
    if (kinds.size >= maxKinds) return false;
    const isSame = ({ draft }: Counted) => draft.from?.address === from?.address;
    return [...kinds.values()].filter(isSame).length < maxKindsOfAddress;
  }

  /** Ends the window, and records what was only counted. */
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const counted = [...kinds.values(), ...(others === null ? [] : [others])];
    kinds.clear();
    others = null;
    for (const { draft, times } of counted) if (times > 0) record({ ...draft, times });
  }

  return {
    /** Records a refused call, or counts it. */
    add(draft: AuditDraft): void {
      timer ??= setTimeout(flush, windowMs).unref();
      count(draft);
    },
    flush,
  };
}

/** Calls that differ in none of these are of one kind. */
function kindOf({ actor, key, action, outcome, from, target }: AuditDraft): string {
  // Which accounts somebody tried matters; which jobs a program asked for in vain does not.
  const account = action.startsWith("account.") ? target : null;
  return JSON.stringify([actor, key, action, outcome, from?.address, account]);
}

/** What several calls have in common. */
function merged(one: AuditDraft, other: AuditDraft): AuditDraft {
  return {
    ...one,
    target: one.target === other.target ? one.target : null,
    difference: [],
  };
}

function othersOf({ keyName: _, ...draft }: AuditDraft): AuditDraft {
  return {
    ...draft,
    ...{ actor: "anonymous", actorId: null, key: null, target: null, from: null },
    ...{ action: "audit.others", outcome: "refused", difference: [] },
  };
}
