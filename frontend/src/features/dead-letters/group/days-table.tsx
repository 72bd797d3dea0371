import Box from "@mui/material/Box";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableRow from "@mui/material/TableRow";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { DayBars } from "../day-bars.tsx";
import { daysOf } from "../days-of.ts";

/** Shows the days of a group as bars, and on demand as a table. */
export function DaysTable({ days }: { days: readonly number[] }) {
  return (
    <Box component="details" sx={{ "& summary": { cursor: "pointer" } }}>
      <Box component="summary" aria-label="Failed per day, as a table">
        <Box sx={{ display: "inline-block", verticalAlign: "middle", ml: 0.5 }}>
          <DayBars days={days} />
        </Box>
      </Box>
      <Table size="small" aria-label="Failed per day">
        <TableBody>
          {daysOf(days, serverClock.now()).map(({ label, count }) => (
            <TableRow key={label}>
              <TableCell component="th" scope="row" sx={{ pl: 0 }}>
                {label}
              </TableCell>
              <TableCell align="right">{count}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
