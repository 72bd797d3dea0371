import type { ScheduleResult } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import { TextLink } from "../../../components/link-components.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { paths } from "../../../lib/paths.ts";
import { shortId } from "../../../lib/text/short-id.ts";
import { outcomeName } from "./outcome-look.ts";
import { ResultMark } from "./result-mark.tsx";

/** Lists results, the newest first, with links to their jobs. */
export function ResultTable({ results }: { results: readonly ScheduleResult[] }) {
  return (
    <Box component="table" sx={table}>
      <thead>
        <tr>
          <th scope="col">Result</th>
          <th scope="col">Due</th>
          <th scope="col">Job</th>
        </tr>
      </thead>
      <tbody>
        {results.toReversed().map((result) => (
          <tr key={result.jobId ?? `${result.at} ${result.outcome}`}>
            <td>
              <svg aria-hidden width={10} height={20} viewBox="0 0 10 20">
                <ResultMark outcome={result.outcome} />
              </svg>
              {outcomeName(result.outcome)}
            </td>
            <td>
              <RelativeTime at={result.at} upcoming />
            </td>
            <td>
              <JobOf result={result} />
            </td>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

function JobOf({ result: { jobId, summary } }: { result: ScheduleResult }) {
  if (jobId === null) return summary;
  return <TextLink to={paths.job(jobId)}>{summary === "" ? shortId(jobId) : summary}</TextLink>;
}

const table = {
  borderCollapse: "collapse",
  m: 1.5,
  maxWidth: 460,
  fontSize: "0.8125rem",
  "& th": { textAlign: "left", fontWeight: 500, color: "text.secondary" },
  "& th, & td": { py: 0.375, pr: 2, verticalAlign: "middle", overflowWrap: "anywhere" },
  "& td:first-of-type": { display: "flex", alignItems: "center", gap: 1, whiteSpace: "nowrap" },
} as const;
