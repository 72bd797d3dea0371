import type { DifferingField, GroupFields } from "@formwork/contracts/dead-letter";
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { countText } from "../../../lib/text/count-text.ts";
import { fieldName } from "../field-name.ts";
import { useGroupFields } from "../use-error-groups.ts";

/** Shows the payload fields that are not the same in all jobs of a group. */
export function FieldsCard({ groupKey }: { groupKey: string }) {
  const fields = useGroupFields(groupKey);
  return (
    <Card title="What differs">
      {fields.data !== undefined && <Fields fields={fields.data} />}
      {fields.isPending && <Skeleton variant="rounded" height={80} />}
      {fields.isError && fields.data === undefined && (
        <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />
      )}
    </Card>
  );
}

function Fields({ fields: { items, compared, hasMore } }: { fields: GroupFields }) {
  const of = hasMore ? `the newest ${countText(compared, "job")}` : countText(compared, "job");
  if (items.length === 0)
    return (
      <Typography sx={{ color: "text.secondary" }}>
        {compared === 1
          ? "There is one job, so there is nothing to compare."
          : `The payloads of ${of} are equal, apart from secrets, which are not compared.`}
      </Typography>
    );
  return (
    <>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 1 }}>
        Compared: {of}. Secrets are not compared.
      </Typography>
      <Box sx={{ overflowX: "auto" }}>
        <Table size="small" aria-label="Fields that differ" sx={table}>
          <TableHead>
            <TableRow>
              <TableCell>Field</TableCell>
              <TableCell>Values</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {items.map((field) => (
              <FieldRow key={field.path} field={field} compared={compared} />
            ))}
          </TableBody>
        </Table>
      </Box>
    </>
  );
}

function FieldRow({ field, compared }: { field: DifferingField; compared: number }) {
  const others = field.distinct - field.values.length;
  const without = compared - field.jobs;
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ verticalAlign: "top", fontWeight: 500 }}>
        {fieldName(field.path)}
        <Typography variant="caption" sx={{ display: "block", color: "text.secondary" }}>
          {countText(field.distinct, "value")}
        </Typography>
      </TableCell>
      <TableCell>
        {field.values.map(({ text, count }) => (
          <Box key={text} sx={value}>
            <code>{text}</code>
            <Box component="span" sx={{ color: "text.secondary", whiteSpace: "nowrap" }}>
              {countText(count, "job")}
            </Box>
          </Box>
        ))}
        {others > 0 && <Box sx={rest}>and {countText(others, "other value")}</Box>}
        {without > 0 && <Box sx={rest}>not there in {countText(without, "job")}</Box>}
      </TableCell>
    </TableRow>
  );
}

const rest = { color: "text.secondary", fontSize: "0.8125rem" };
const value = {
  display: "flex",
  justifyContent: "space-between",
  gap: 2,
  py: 0.25,
  "& code": { overflowWrap: "anywhere", whiteSpace: "pre-wrap" },
};
const table = {
  tableLayout: "fixed",
  "& td, & th": { px: 1 },
  "& tr > :first-child": { pl: 0, width: "30%" },
} as const;
