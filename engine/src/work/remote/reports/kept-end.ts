import type { Clock } from "../../../runtime/clock.ts";
import type { Store } from "../../../store/store.ts";
import { table } from "../../../store/table.ts";
import { changeRow } from "../../../store/tables/change-row.ts";
import { keptEndBytes, sizeOfLine } from "../../attempt-limits.ts";
import type { RunningAttempt, Work } from "../../work.ts";
import type { RemoteLease } from "../lease-token.ts";
import type { LogPlace, NewLine } from "./log-place.ts";

type TimedLine = NewLine & { at: number };
/** The last lines of an attempt whose log is full. */
type KeptEndRow = {
  /** Job and token of the lease. */
  id: string;
  /** Offset of the log's last line, which stays the same until these are appended. */
  after: number;
  /** Lines that the attempt has sent in all. */
  count: number;
  /** Lines of which nothing is kept. */
  dropped: number;
  lines: TimedLine[];
  /** Milliseconds since 1970. */
  expiresAt: number;
};

const keptEndsTable = table<KeptEndRow>({
  name: "remote_log_ends",
  key: "id",
  expires: "expiresAt",
});

type Attempt = { lease: RemoteLease; attempt: RunningAttempt };
/** The end of logs that are too long, until their attempts are settled. */
export type KeptEnds = {
  /** Returns how many lines an attempt has sent, whose log is full. */
  count: (lease: RemoteLease, place: LogPlace) => Promise<number>;
  /** Keeps the lines that come at `from`; those that are known already are left out. */
  add: (
    lease: RemoteLease,
    params: { place: LogPlace; from: number; lines: readonly NewLine[] },
  ) => Promise<void>;
  /** Appends the end to the log, with a line that says what is left out. May be repeated. */
  flush: (attempt: Attempt) => Promise<void>;
};

/** How long the end is kept of an attempt that is never settled, after its time is over: a day. */
const expiryMs = 86_400_000;

export function createKeptEnds({
  store,
  work,
  clock,
}: {
  store: Pick<Store, "table">;
  work: Pick<Work, "log" | "logAfter">;
  clock: Pick<Clock, "now">;
}): KeptEnds {
  const ends = store.table(keptEndsTable);
  const rowOf = async (lease: RemoteLease) => (await ends.get({ id: keyOf(lease) }))?.row;

  return {
    count: async (lease, place) => (await rowOf(lease))?.count ?? sentBefore(place),
    async add(lease, { place, from, lines }) {
      const at = clock.now();
      const row: KeptEndRow = {
        ...{ id: keyOf(lease), after: place.last, count: sentBefore(place), dropped: 0, lines: [] },
        expiresAt: Math.max(at, lease.timeoutAt) + expiryMs,
      };
      await ends.insert({ row });
      await changeRow(ends, { id: row.id }, (before) => {
        const fresh = lines.slice(Math.max(0, before.count - from));
        return fresh.length === 0
          ? null
          : withLines(
              before,
              fresh.map((line) => ({ ...line, at })),
            );
      });
    },
    async flush({ lease, attempt }) {
      const row = await rowOf(lease);
      if (row === undefined) return;
      const { after, lines, dropped } = row;
      const text = `… ${dropped.toLocaleString("en")} lines are left out here …`;
      const gap = { stream: "system" as const, text, at: lines[0]?.at ?? clock.now() };
      const end = dropped > 0 ? [gap, ...lines] : lines;
      const stored = await work.logAfter({ assignment: attempt, after, lines: end });
      // One that was cancelled may write until it has ended.
      if (stored === null) await work.log({ assignment: attempt, lines: end });
      await ends.remove({ key: row.id });
    },
  };
}

/** Lines of the attempt in its log: all but the notice that it is full. */
function sentBefore({ count }: LogPlace): number {
  return count - 1;
}

function withLines(row: KeptEndRow, fresh: readonly TimedLine[]): KeptEndRow {
  const lines = [...row.lines, ...fresh];
  let size = lines.reduce((sum, { text }) => sum + sizeOfLine(text), 0);
  let first = 0;
  while (size > keptEndBytes) size -= sizeOfLine(lines[first++]?.text ?? "");
  return {
    ...row,
    count: row.count + fresh.length,
    dropped: row.dropped + first,
    lines: lines.slice(first),
  };
}

function keyOf({ jobId, token }: RemoteLease): string {
  return `${jobId} ${token}`;
}
