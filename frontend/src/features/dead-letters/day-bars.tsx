import Box from "@mui/material/Box";
import { weekText } from "./days-of.ts";

const width = 12;
const gap = 3;
const height = 28;

/** Shows the jobs of each of the last seven days as bars; a screen reader reads their sums. */
export function DayBars({ days }: { days: readonly number[] }) {
  const most = Math.max(1, ...days);
  const total = days.length * (width + gap) - gap;
  return (
    <Box
      component="svg"
      role="img"
      aria-label={`Failed: ${weekText(days)}`}
      viewBox={`0 0 ${total} ${height}`}
      sx={{ width: total, height, display: "block", flex: "none" }}
    >
      {days.map((count, place) => {
        // Also a single job among many shows.
        const bar = count === 0 ? 1 : Math.max(3, (count / most) * height);
        return (
          <Box
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar stands for the day at its place
            key={place}
            component="rect"
            x={place * (width + gap)}
            y={height - bar}
            width={width}
            height={bar}
            rx={1.5}
            sx={(theme) => ({
              fill: count === 0 ? theme.vars?.palette.divider : theme.vars?.palette.state.failed,
            })}
          />
        );
      })}
    </Box>
  );
}
