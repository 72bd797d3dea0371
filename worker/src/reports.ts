import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Work } from "@formwork/engine/work/work";
import type { Lease } from "./leases.ts";
import { createLogWriter, type LogWriter } from "./log-writer.ts";
import { createProgressWriter, type ProgressWriter } from "./progress-writer.ts";
import { writeLines, writeUnderLease } from "./write-under-lease.ts";

/** What one attempt reports while it runs. */
export type Reports = {
  line: LogWriter["line"];
  progress: ProgressWriter["report"];
  /** Resolves when all reports are written, or can no longer be. */
  flush: () => Promise<void>;
};

/** Opens the reports of an attempt. Their writers are made when they are needed: many jobs are silent. */
export function openReports(
  { work, clock, telemetry }: { work: Work; clock: Clock; telemetry: Telemetry },
  lease: Lease,
): Reports {
  const { assignment } = lease;
  const { redact } = assignment;
  let log: LogWriter | undefined;
  let progress: ProgressWriter | undefined;

  function openLog(): LogWriter {
    return createLogWriter({
      now: clock.now,
      redact,
      write: (lines) => writeLines(telemetry, lease, () => work.log({ assignment, lines })),
    });
  }
  function openProgress(): ProgressWriter {
    return createProgressWriter({
      redact,
      write: (progress) =>
        writeUnderLease(telemetry, lease, () => work.progress({ assignment, progress })),
    });
  }
  return {
    line(stream, text) {
      log ??= openLog();
      log.line(stream, text);
    },
    progress(report) {
      progress ??= openProgress();
      progress.report(report);
    },
    async flush() {
      if (progress !== undefined) await progress.flush();
      if (log !== undefined) await log.flush();
    },
  };
}
