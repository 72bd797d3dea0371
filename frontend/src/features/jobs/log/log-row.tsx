import type { LogLine } from "@formwork/contracts/job";
import { memo } from "react";
import { ansiSpans } from "../../../lib/text/ansi.ts";
import { formatClockTime } from "../../../lib/time/time.ts";
import { splitAtMatches } from "./log-lines.ts";

type RowProps = { line: LogLine; search: string; times: boolean; isFirstOfAttempt: boolean };

const sourceLabels = { stdout: "", stderr: "err", system: "sys" } as const;

/** Shows one line of a log: its source, its time if wanted, and its text in its colours. */
export const LogRow = memo(function LogRow({ line, search, times, isFirstOfAttempt }: RowProps) {
  return (
    <div className={`line ${line.stream}${isFirstOfAttempt ? " first-of-attempt" : ""}`}>
      <span className="source">{sourceLabels[line.stream]}</span>
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
            {splitAtMatches(span.text, search).map(({ at, text, isMatch }) =>
              isMatch ? <mark key={at}>{text}</mark> : text,
            )}
          </span>
        ))}
      </span>
    </div>
  );
});
