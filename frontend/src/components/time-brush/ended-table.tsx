import Box from "@mui/material/Box";
import { endedJobsPath } from "../../lib/ended-jobs.ts";
import { TextLink } from "../link-components.tsx";
import { visuallyHidden } from "../visually-hidden.ts";
import { type EndedBucket, rangeOfSpan, rangeText, totalOf } from "./span-of-buckets.ts";

type TableProps = {
  /** What the table is of. */
  caption: string;
  buckets: readonly EndedBucket[];
  bucketMs: number;
  /** Without it the table is there for screen readers alone. */
  isShown: boolean;
};

/** Lists what ended in each bucket, the latest first; where it is seen, with links to the jobs. */
export function EndedTable({ caption, buckets, bucketMs, isShown }: TableProps) {
  const rows = buckets
    .map((bucket, place) => ({
      bucket,
      range: rangeOfSpan(buckets, { first: place, last: place }, bucketMs),
    }))
    .filter(({ bucket }) => totalOf(bucket) > 0)
    .toReversed();
  return (
    <Box
      {...(isShown && { tabIndex: 0, role: "region", "aria-label": "Table of the chart" })}
      sx={isShown ? scrollArea : visuallyHidden}
    >
      <Box component="table" sx={table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Succeeded</th>
            <th scope="col">Failed</th>
            <th scope="col">Cancelled</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ bucket, range }) => (
            <tr key={bucket.at}>
              <th scope="row">
                {isShown ? (
                  <TextLink to={endedJobsPath(range)}>{rangeText(range)}</TextLink>
                ) : (
                  rangeText(range)
                )}
              </th>
              <td>{bucket.succeeded.toLocaleString("en")}</td>
              <td>{bucket.failed.toLocaleString("en")}</td>
              <td>{bucket.cancelled.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

const scrollArea = {
  maxHeight: 224,
  overflow: "auto",
  "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
} as const;
const table = {
  width: 1,
  borderCollapse: "collapse",
  fontSize: "0.8125rem",
  fontVariantNumeric: "tabular-nums",
  "& caption": { textAlign: "left", color: "text.secondary", pb: 1 },
  "& th": { fontWeight: 500, textAlign: "left", color: "text.secondary" },
  "& th[scope=row]": { whiteSpace: "nowrap" },
  "& th, & td": { py: 0.5, pr: 1.5, borderTop: 1, borderColor: "divider" },
  "& td, & thead th:not(:first-of-type)": { textAlign: "right" },
} as const;
