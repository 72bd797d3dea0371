import type { LogLine } from "@formwork/contracts/job";
import type { AppendLines } from "@formwork/contracts/work";
import { LRUCache } from "lru-cache";
import { fail } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { serializeBy } from "../../../runtime/flow/serialize.ts";
import type { Store } from "../../../store/store.ts";
import { cleanLine } from "../../clean-line.ts";
import type { Redact } from "../../redact/redact.ts";
import type { RunningAttempt, Work } from "../../work.ts";
import type { RemoteLease } from "../lease-token.ts";
import type { KeptEnds } from "./kept-end.ts";
import { fittingLines, type LogPlace, type NewLine, placeAfter } from "./log-place.ts";

type Appending = Pick<AppendLines, "offset" | "lines"> & {
  lease: RemoteLease;
  attempt: RunningAttempt;
  redact: Redact;
};
/** `held` is false where the lease is lost. */
type Appended = { held: boolean; next: number };

/** Attempts whose place is remembered; that of any other is read from the log. */
const maxRemembered = 10_000;
/** Lines read at once. */
const pageSize = 1000;
/** Times an append is tried while another process appends to the same log. */
const maxRounds = 5;

/**
 * Creates the append to the log of a remote attempt. The worker counts its lines, and those that are
 * stored already are left out; so a call that is repeated because its reply was lost stores nothing
 * twice, whichever scheduler it reaches.
 */
export function createAppendLog(deps: {
  store: Pick<Store, "readLog">;
  work: Pick<Work, "logAfter">;
  clock: Clock;
  keptEnds: Pick<KeptEnds, "count" | "add">;
}): (appending: Appending) => Promise<Appended> {
  const { store, work, clock, keptEnds } = deps;
  const remembered = new LRUCache<string, LogPlace>({ max: maxRemembered });

  async function append(appending: Appending): Promise<Appended> {
    const { lease, offset, lines } = appending;
    for (let round = 0; round < maxRounds; round++) {
      const place = await findPlace(lease);
      const count = place.full ? await keptEnds.count(lease, place) : place.count;
      if (offset > count) refuseGap(count);
      const fresh = place.full ? [] : lines.slice(count - offset);
      const stored = await write(appending, place, fresh);
      if (stored === null) return { held: false, next: offset };
      const now = placeAfter(place, stored);
      remembered.set(keyOf(lease), now);
      if (now.full) await keepEnd(appending, now);
      if (now.full || stored.length > 0 || fresh.length === 0)
        return { held: true, next: offset + lines.length };
    }
    return fail("unavailable", "Others are writing to this log at the same time; try again");
  }

  function keepEnd({ lease, offset, lines, redact }: Appending, place: LogPlace): Promise<void> {
    return keptEnds.add(lease, { place, from: offset, lines: lines.map(lineOf(redact)) });
  }

  function write({ attempt, redact }: Appending, place: LogPlace, lines: GivenLine[]) {
    const written = fittingLines(place, lines.map(lineOf(redact)));
    const at = clock.now();
    return work.logAfter({
      assignment: attempt,
      after: place.last,
      lines: written.map((line) => ({ ...line, at })),
    });
  }

  /** Returns where the log is, with what other processes have appended. */
  async function findPlace(lease: RemoteLease): Promise<LogPlace> {
    let place = remembered.get(keyOf(lease)) ?? {
      ...{ last: lease.logEnd, count: 0, bytes: 0, full: false },
    };
    let lines: LogLine[];
    do {
      lines = await store.readLog({ id: lease.jobId, after: place.last, limit: pageSize });
      place = placeAfter(place, lines);
    } while (lines.length === pageSize);
    return place;
  }
  return serializeBy(({ lease }) => keyOf(lease), append);
}

type GivenLine = AppendLines["lines"][number];

function keyOf({ jobId, token }: RemoteLease): string {
  return `${jobId} ${token}`;
}

/** A line break within a line would make the worker's count of lines wrong. */
function lineOf(redact: Redact): (line: GivenLine) => NewLine {
  return ({ text, stream = "stdout" }) => ({
    stream,
    text: cleanLine(text, redact).replace(/\r\n?|\n/g, " "),
  });
}

function refuseGap(count: number): never {
  const message = `leaves out lines: this attempt has ${count} so far, so the next offset is ${count}`;
  return fail("invalid-request", `/offset ${message}`, [
    { pointer: "/offset", message, keyword: "maximum" },
  ]);
}
