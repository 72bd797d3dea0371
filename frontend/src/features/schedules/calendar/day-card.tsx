import type { CalendarDay, CalendarEntry } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { formatInZone } from "../words/zoned-text.ts";
import { cellsOf, startsIn } from "./calendar-cells.ts";
import { longDay } from "./day-names.ts";

type CardProps = { day: CalendarDay; hour: number | null; timezone: string };

/** Lists what starts on a day, or in one hour of it. */
export function DayCard({ day, hour, timezone }: CardProps) {
  const places = hour === null ? null : (cellsOf(day)[hour]?.places ?? []);
  const entries = day.schedules
    .map((entry) => ({
      entry,
      starts: places === null ? entry.starts : startsIn(entry.hours, places),
    }))
    .filter(({ starts }) => starts > 0);
  const clock = hour === null ? "" : `, ${String(hour).padStart(2, "0")}:00`;
  return (
    <Card title={`${longDay(day.date)}${clock}`} flush={entries.length > 0}>
      {entries.length === 0 ? (
        <Typography sx={{ color: "text.secondary" }}>
          {day.more > 0 && hour !== null
            ? "None of the listed schedules starts in this hour."
            : "Nothing is planned."}
        </Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none" }}>
          {entries.map(({ entry, starts }) => (
            <Entry key={entry.id} entry={entry} starts={starts} timezone={timezone} />
          ))}
        </Box>
      )}
      {day.more > 0 ? (
        <Typography variant="body2" sx={{ p: 2, color: "text.secondary" }}>
          {day.more === 1 ? "One more schedule is" : `${day.more} more schedules are`} counted but
          not listed.
        </Typography>
      ) : null}
    </Card>
  );
}

type EntryProps = { entry: CalendarEntry; starts: number; timezone: string };

function Entry({ entry, starts, timezone }: EntryProps) {
  const first = formatInZone(entry.first, timezone).split(", ").at(-1);
  return (
    <Box component="li" sx={line}>
      <Box component="span" sx={time}>
        {first}
      </Box>
      <TextLink to={paths.schedule(entry.id)} sx={{ overflowWrap: "anywhere", minWidth: 0 }}>
        {entry.name}
      </TextLink>
      <Box component="span" sx={{ ml: "auto", color: "text.secondary", whiteSpace: "nowrap" }}>
        {starts === 1 ? "once" : `${starts.toLocaleString("en")} starts`}
      </Box>
    </Box>
  );
}

const time = {
  color: "text.secondary",
  fontVariantNumeric: "tabular-nums",
  minWidth: 56,
  flex: "none",
} as const;
const line = {
  display: "flex",
  gap: 1.5,
  px: 2,
  py: 0.75,
  fontSize: "0.8125rem",
  "& + &": { borderTop: 1, borderColor: "divider" },
} as const;
