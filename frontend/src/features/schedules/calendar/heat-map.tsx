import type { CalendarDay } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Paper from "@mui/material/Paper";
import { tint } from "../../../components/chips/state-chip.tsx";
import { visuallyHidden } from "../../../components/visually-hidden.ts";
import { type CalendarCell, cellsOf, strengthOf } from "./calendar-cells.ts";
import { longDay, shortDay } from "./day-names.ts";

/** The chosen day, and an hour of it; null for the first day and the whole of it. */
export type Selection = { date: string | null; hour: number | null };

type MapProps = {
  days: readonly CalendarDay[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
};

/**
 * Shows the planned starts of each hour as a table whose cells are coloured the more the more they
 * hold. A cell chooses its hour, a heading its day.
 */
export function HeatMap({ days, selection, onSelect }: MapProps) {
  const columns = days.map((day) => ({ day, cells: cellsOf(day) }));
  const most = Math.max(0, ...columns.flatMap(({ cells }) => cells.map(({ starts }) => starts)));
  const chosen = selection.date ?? days[0]?.date;
  return (
    <Paper variant="outlined" sx={{ p: { xs: 0.5, sm: 2 }, overflowX: "auto" }}>
      <Box component="table" sx={table}>
        <caption>Planned starts by hour</caption>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            {days.map(({ date, starts }) => (
              <th key={date} scope="col">
                <ButtonBase
                  aria-pressed={date === chosen && selection.hour === null}
                  title={longDay(date)}
                  onClick={() => onSelect({ date, hour: null })}
                  sx={heading}
                >
                  <span>{shortDay(date)}</span>
                  <small>
                    {compact(starts)}
                    <Box component="span" sx={visuallyHidden}>
                      {" starts"}
                    </Box>
                  </small>
                </ButtonBase>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 24 }, (_, hour) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the hours of the clock never change places
            <tr key={hour}>
              <th scope="row">{String(hour).padStart(2, "0")}</th>
              {columns.map(({ day: { date }, cells }) => (
                <Cell
                  key={date}
                  date={date}
                  cell={cells[hour]}
                  strength={strengthOf(cells[hour]?.starts ?? 0, most)}
                  isChosen={date === chosen && selection.hour === hour}
                  onSelect={() => onSelect({ date, hour })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Paper>
  );
}

type CellProps = {
  date: string;
  cell: CalendarCell | undefined;
  strength: number;
  isChosen: boolean;
  onSelect: () => void;
};

function Cell({ date, cell, strength, isChosen, onSelect }: CellProps) {
  if (cell === undefined || cell.places.length === 0)
    return <td title="Clocks skip this hour">–</td>;
  const { starts, hour } = cell;
  if (starts === 0) return <td />;
  const label = `${longDay(date)} ${String(hour).padStart(2, "0")}:00: ${starts} starts`;
  return (
    <td>
      <ButtonBase
        aria-pressed={isChosen}
        aria-label={cell.places.length > 1 ? `${label}; this hour comes twice` : label}
        onClick={onSelect}
        sx={cellButton}
        style={{ backgroundColor: tint("var(--mui-palette-primary-main)", 8 + 32 * strength) }}
      >
        {compact(starts)}
      </ButtonBase>
    </td>
  );
}

const format = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const compact = (count: number) => (count === 0 ? "–" : format.format(count));

const table = {
  width: 1,
  tableLayout: "fixed",
  borderCollapse: "separate",
  borderSpacing: "2px",
  fontSize: "0.75rem",
  fontVariantNumeric: "tabular-nums",
  textAlign: "center",
  "& caption": { textAlign: "left", color: "text.secondary", pb: 0.5 },
  "& th": { fontWeight: 500, color: "text.secondary", p: 0 },
  "& th:first-of-type": { width: 40 },
  "& td": { p: 0, height: 26, borderRadius: 0.5, bgcolor: "action.hover", color: "text.secondary" },
} as const;
const heading = {
  display: "flex",
  flexDirection: "column",
  width: 1,
  minHeight: 40,
  borderRadius: 1,
  font: "inherit",
  color: "text.primary",
  "&[aria-pressed=true]": { bgcolor: "action.selected" },
} as const;
const cellButton = {
  width: 1,
  height: 26,
  borderRadius: 0.5,
  font: "inherit",
  color: "text.primary",
  "&[aria-pressed=true]": { outline: "2px solid", outlineColor: "primary.main" },
} as const;
