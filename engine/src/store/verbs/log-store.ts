import type { LogLine } from "@formwork/contracts/job";

export type LogStore = {
  /**
   * Appends log lines of a job whose lease is held, with offsets that count from 1 per job. Returns
   * the stored lines, or null where the lease is lost. With `after`, the offset of the log's last
   * line, nothing is appended where another call has appended since. Without it, a cancelled attempt
   * may write until it has ended.
   */
  appendLog: (params: {
    id: string;
    token: string;
    after?: number | undefined;
    lines: { stream: LogLine["stream"]; text: string; at: number }[];
  }) => Promise<LogLine[] | null>;
  /** Returns lines in order of their offsets. */
  readLog: (params: { id: string } & LogRange) => Promise<LogLine[]>;
};

/** Which lines of a log to read. */
export type LogRange = {
  /** Only lines with offsets above this one. */
  after: number;
  /** Only lines with offsets below this one. */
  before?: number | undefined;
  limit: number;
  /** The last `limit` of these lines are read, and not the first. */
  newest?: boolean | undefined;
  attempt?: number | undefined;
};
