import type { LogLine } from "@formwork/contracts/job";
import { memo } from "react";
import { ansiSpans } from "../../../lib/ansi.ts";
import { formatClockTime } from "../../../lib/time.ts";
import { splitAtMatches } from "./log-lines.ts";

type RowProps = { line: LogLine; search: string; times: boolean; opens: boolean };

const marks = { stdout: "", stderr: "err", system: "sys" } as const;

/** One line: what it came from, when if wanted, and its text in the colours the job gave it. */
export const LogRow = memo(function LogRow({ line, search, times, opens }: RowProps) {
  return (
    <div className={`line ${line.stream}${opens ? " opens" : ""}`}>
      <span className="mark">{marks[line.stream]}</span>
      {times && <time dateTime={line.at}>{formatClockTime(line.at)}</time>}
      <span className="text">
        {ansiSpans(line.text).map((span) => (
          <span
            key={span.at}
            className={[span.colour, span.bold && "bold", span.dim && "dim"]
              .filter(Boolean)
              .join(" ")}
            style={span.rgb === null ? undefined : { color: span.rgb }}
          >
            {splitAtMatches(span.text, search).map(({ at, text, hit }) =>
              hit ? <mark key={at}>{text}</mark> : text,
            )}
          </span>
        ))}
      </span>
    </div>
  );
});
