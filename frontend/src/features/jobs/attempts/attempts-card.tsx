import type { Attempt } from "@formwork/contracts/job";
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import { Card } from "../../../components/cards/card.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { Duration } from "../../../components/time/duration.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { paths } from "../../../lib/paths.ts";
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
        <Table size="small" aria-label="Attempts" sx={narrowOnPhone}>
          <TableHead>
            <TableRow>
              {["#", "State", "Started", "Duration", "Worker"].map((name) => (
                <TableCell key={name} sx={heading}>
                  {name}
                </TableCell>
              ))}
              <TableCell sx={{ ...heading, ...fromTablet }}>Error</TableCell>
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

const narrowOnPhone = { "& th, & td": { px: { xs: 1, sm: 2 }, "&:first-of-type": { pl: 2 } } };
const heading = { color: "text.secondary", fontSize: "0.75rem" };
/** The error has a column where there is room for one, and else a row of its own. */
const fromTablet = { display: { xs: "none", sm: "table-cell" } };
const onPhone = { display: { xs: "table-row", sm: "none" } };

function AttemptRow(props: RowProps) {
  const { attempt, chosen } = props;
  if (attempt.error === null) return <AttemptCells {...props} />;
  return (
    <>
      <AttemptCells {...props} />
      <TableRow selected={chosen} sx={{ ...onPhone, "&:last-of-type td": { borderBottom: 0 } }}>
        <TableCell colSpan={5} sx={{ pt: 0 }}>
          <ErrorText message={attempt.error.message} />
        </TableCell>
      </TableRow>
    </>
  );
}

/** Shows the start of an error; the whole text is in its title, and in the log. */
function ErrorText({ message }: { message: string }) {
  return (
    <Box title={message} sx={errorText}>
      {message}
    </Box>
  );
}

const errorText = {
  display: "-webkit-box",
  WebkitLineClamp: 3,
  WebkitBoxOrient: "vertical",
  overflow: "hidden",
  overflowWrap: "anywhere",
  whiteSpace: "normal",
};

function AttemptCells({ attempt, chosen, onChoose }: RowProps) {
  const hasErrorRow = attempt.error !== null;
  return (
    <TableRow
      selected={chosen}
      sx={{
        "& td": {
          whiteSpace: "nowrap",
          verticalAlign: "top",
          ...(hasErrorRow && { borderBottomStyle: { xs: "none", sm: "solid" } }),
        },
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
      <TableCell>
        <TextLink to={paths.workers(attempt.workerId)}>{attempt.workerId}</TextLink>
      </TableCell>
      <TableCell sx={{ ...fromTablet, minWidth: 200 }}>
        {attempt.error !== null && <ErrorText message={attempt.error.message} />}
      </TableCell>
    </TableRow>
  );
}
