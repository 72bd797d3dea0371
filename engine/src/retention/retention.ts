import type { Retention, RetentionPreview, RetentionReport } from "@formwork/contracts/retention";

/** The verbs of the retention: how long ended jobs and their logs are kept. */
export type Retentions = {
  get: () => Promise<Retention>;
  /** Saves it; what is too old then is removed within a minute. */
  set: (params: { retention: Retention }) => Promise<Retention>;
  /** Counts what a retention would remove now. */
  preview: (params: {
    retention: Retention;
    signal?: AbortSignal | undefined;
  }) => Promise<RetentionPreview>;
  report: () => Promise<RetentionReport>;
};
