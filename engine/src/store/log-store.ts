import type { LogLine } from "@formwork/contracts/job";

export type LogStore = {
  /**
   * Appends log lines of a job whose lease is held, with offsets that count from 1 per job. Returns
   * the stored lines, or null where the lease is lost.
   */
  appendLog: (params: {
    id: string;
    token: string;
    lines: { stream: LogLine["stream"]; text: string; at: number }[];
  }) => Promise<LogLine[] | null>;
  /** Returns up to `limit` lines with offsets above `after`, in order. */
  readLog: (params: {
    id: string;
    after: number;
    limit: number;
    attempt?: number | undefined;
  }) => Promise<LogLine[]>;
};
