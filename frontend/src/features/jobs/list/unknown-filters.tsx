import { jobSorts } from "@formwork/contracts/job-query";
import { jobStates } from "@formwork/contracts/states";
import { nearest } from "@formwork/contracts/text/nearest";
import LinkOff from "@mui/icons-material/LinkOff";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { EmptyState } from "../../../components/empty-state.tsx";
import type { JobView, Param } from "../job-view.ts";

type FiltersProps = { view: JobView; onChange: (change: Partial<JobView>) => void };

const filterNames = [
  "state",
  "template",
  "tag",
  "queue",
  "schedule",
  "rerunOf",
  "createdBy",
  "q",
  "from",
  "to",
];

/** Says which filters of the address mean nothing, so that no job can match, and removes them. */
export function UnknownFilters({ view, onChange }: FiltersProps) {
  return (
    <Box sx={{ borderTop: 1, borderColor: "divider", flex: 1 }}>
      <EmptyState
        icon={LinkOff}
        title="The address has a filter that does not exist"
        action={
          <Button variant="outlined" onClick={() => onChange({ faults: [] })}>
            Leave it out
          </Button>
        }
      >
        {view.faults.map((fault) => (
          <Box key={fault.join()} component="span" sx={{ display: "block" }}>
            {faultText(fault)}
          </Box>
        ))}
      </EmptyState>
    </Box>
  );
}

function faultText([name, value]: Param): string {
  if (name === "state") return `There is no state “${value}”.${suggestion(value, jobStates)}`;
  if (name === "sort") return `There is no order “${value}”.${suggestion(value, jobSorts)}`;
  if (name === "from" || name === "to") return `“${value}” is not a time.`;
  if (filterNames.includes(name) || (name.startsWith("payload.") && name !== "payload."))
    return `“${name}” is given more than once.`;
  return `There is no filter “${name}”.${suggestion(name, filterNames)}`;
}

function suggestion(text: string, known: readonly string[]): string {
  const near = nearest(text, known);
  return near === undefined ? "" : ` Is it “${near}”?`;
}
