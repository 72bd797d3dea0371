import LinkOff from "@mui/icons-material/LinkOff";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import type { JobView } from "../job-view.ts";
import { faultText } from "./fault-text.ts";

type FiltersProps = { view: JobView; onChange: (change: Partial<JobView>) => void };

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
