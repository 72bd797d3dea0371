import type { Attempt } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import { Card } from "../../../components/card.tsx";
import { Duration } from "../../../components/time/duration.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { AttemptState } from "./attempt-state.tsx";

type CardProps = {
  attempts: Attempt[];
  chosen: number | null;
  onChoose: (attempt: number | null) => void;
};

/** Lists the attempts of a job; choosing one limits the log to it, choosing it again shows all. */
export function AttemptsCard({ attempts, chosen, onChoose }: CardProps) {
  if (attempts.length === 0) return null;
  return (
    <Card title="Attempts" flush>
      <Box sx={{ overflowX: "auto" }}>
        <Table size="small" aria-label="Attempts">
          <TableHead>
            <TableRow>
              {["#", "State", "Started", "Duration", "Worker", "Error"].map((name) => (
                <TableCell key={name} sx={{ color: "text.secondary", fontSize: "0.75rem" }}>
                  {name}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {attempts.map((attempt) => (
              <AttemptRow
                key={attempt.attempt}
                attempt={attempt}
                chosen={chosen === attempt.attempt}
                onChoose={onChoose}
              />
            ))}
          </TableBody>
        </Table>
      </Box>
    </Card>
  );
}

type RowProps = { attempt: Attempt; chosen: boolean; onChoose: (attempt: number | null) => void };

function AttemptRow({ attempt, chosen, onChoose }: RowProps) {
  return (
    <TableRow
      selected={chosen}
      sx={{
        "& td": { whiteSpace: "nowrap", verticalAlign: "top" },
        "&:last-of-type td": { borderBottom: 0 },
      }}
    >
      <TableCell>
        <Link
          component="button"
          aria-pressed={chosen}
          aria-label={`Log of attempt ${attempt.attempt}`}
          onClick={() => onChoose(chosen ? null : attempt.attempt)}
        >
          {attempt.attempt}
        </Link>
      </TableCell>
      <TableCell>
        <AttemptState state={attempt.state} />
      </TableCell>
      <TableCell>
        <RelativeTime at={attempt.startedAt} />
      </TableCell>
      <TableCell>
        <Duration from={attempt.startedAt} to={attempt.finishedAt} />
      </TableCell>
      <TableCell>{attempt.workerId}</TableCell>
      <TableCell style={{ whiteSpace: "normal", minWidth: 200, overflowWrap: "anywhere" }}>
        {attempt.error?.message}
      </TableCell>
    </TableRow>
  );
}
