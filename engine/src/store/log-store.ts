import type { LogLine } from "@formwork/contracts/job";

export type LogStore = {
  /**
   * Appends lines of an attempt whose lease is held; gives offsets from 1 per job. Answers the
   * stored lines, or null where the lease is lost.
   */
  appendLog: (params: {
    id: string;
    token: string;
    lines: { stream: LogLine["stream"]; text: string; at: number }[];
  }) => Promise<LogLine[] | null>;
  /** Lines above `after` in order of offset, at most `limit`. */
  readLog: (params: {
    id: string;
    after: number;
    limit: number;
    attempt?: number | undefined;
  }) => Promise<LogLine[]>;
};
