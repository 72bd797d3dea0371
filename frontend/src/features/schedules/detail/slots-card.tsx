import type { Schedule, ScheduleSlot } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { paths } from "../../../lib/paths.ts";
import { shortId } from "../../../lib/text/short-id.ts";
import { outcomeName } from "../strip/outcome-look.ts";
import { formatInZone } from "../words/zoned-text.ts";
import { useSlots } from "./use-slots.ts";

/** Lists the slots of the last 30 days, and what became of each. */
export function SlotsCard({ schedule }: { schedule: Schedule }) {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useSlots(
    schedule.id,
  );
  const slots = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card title="History" flush={slots.length > 0}>
      {data === undefined && error === null ? <Skeleton height={120} /> : null}
      {data === undefined && error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : null}
      {data !== undefined && slots.length === 0 ? (
        <Typography sx={{ color: "text.secondary" }}>
          Its runs of the last 30 days are listed here, also those that were missed or left out.
        </Typography>
      ) : null}
      {slots.length > 0 ? <SlotTable slots={slots} timezone={schedule.timezone} /> : null}
      {hasNextPage ? (
        <Button
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          sx={{ display: "flex", mx: "auto", my: 1 }}
        >
          Show older ones
        </Button>
      ) : null}
    </Card>
  );
}

function SlotTable({ slots, timezone }: { slots: readonly ScheduleSlot[]; timezone: string }) {
  return (
    <Box component="table" sx={table}>
      <thead>
        <tr>
          <th scope="col">Due, {timezone}</th>
          <th scope="col">Outcome</th>
          <th scope="col">Job, or why there is none</th>
        </tr>
      </thead>
      <tbody>
        {slots.map(({ at, outcome, reason, jobId }) => (
          <tr key={at}>
            <td>
              {formatInZone(at, timezone)}
              <Box component="span" sx={{ display: "block", color: "text.secondary" }}>
                <RelativeTime at={at} upcoming />
              </Box>
            </td>
            <td data-outcome={outcome}>{outcome === "fired" ? "Fired" : outcomeName(outcome)}</td>
            <td>
              {jobId === null ? (
                reason
              ) : (
                <TextLink to={paths.job(jobId)}>{shortId(jobId)}</TextLink>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

const table = {
  borderCollapse: "collapse",
  width: 1,
  fontSize: "0.8125rem",
  "& th": { textAlign: "left", fontWeight: 500, color: "text.secondary" },
  "& th, & td": { py: 0.75, px: 2, verticalAlign: "top", overflowWrap: "break-word" },
  "& td:last-of-type": { overflowWrap: "anywhere" },
  "& tbody tr": { borderTop: 1, borderColor: "divider" },
  "& [data-outcome=missed], & [data-outcome=refused]": { color: "error.main", fontWeight: 500 },
} as const;
