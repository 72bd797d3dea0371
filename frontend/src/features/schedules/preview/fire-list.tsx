import type { PreviewedFire } from "@formwork/contracts/schedule";
import ChangeIcon from "@mui/icons-material/SwapVertRounded";
import Box from "@mui/material/Box";
import { formatInZone, ownZone } from "../words/zoned-text.ts";
import { otherZone } from "./other-zone.ts";

type ListProps = { fires: readonly PreviewedFire[]; timezone: string };

/** Lists fires in the zone of the schedule and in that of the reader, with marks at clock changes. */
export function FireList({ fires, timezone }: ListProps) {
  const other = otherZone(timezone, ownZone());
  return (
    <Box sx={{ overflowX: "auto" }}>
      <Box component="table" sx={table}>
        <thead>
          <tr>
            <th scope="col">{timezone}</th>
            {other === null ? null : <th scope="col">{other}</th>}
          </tr>
        </thead>
        <tbody>
          {fires.map(({ at, dst }) => (
            <tr key={at}>
              <td>
                {formatInZone(at, timezone)}
                {dst === null ? null : <ClockChange dst={dst} />}
              </td>
              {other === null ? null : <td>{formatInZone(at, other)}</td>}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

const changes = {
  gap: "Clocks go forward: its own time does not exist on this day",
  overlap: "Clocks go back: this time comes twice on this day",
} as const;

function ClockChange({ dst }: { dst: "gap" | "overlap" }) {
  return (
    <Box component="span" sx={mark}>
      <ChangeIcon aria-hidden sx={{ fontSize: 16 }} />
      {changes[dst]}
    </Box>
  );
}

const table = {
  borderCollapse: "collapse",
  width: 1,
  fontSize: "0.8125rem",
  fontVariantNumeric: "tabular-nums",
  "& th": { textAlign: "left", fontWeight: 500, color: "text.secondary" },
  "& th, & td": { py: 0.5, pr: 1.5, verticalAlign: "top" },
  "& td + td": { color: "text.secondary" },
} as const;
const mark = {
  display: "flex",
  alignItems: "flex-start",
  gap: 0.5,
  color: "warning.main",
  fontSize: "0.75rem",
} as const;
