import AddIcon from "@mui/icons-material/AddRounded";
import CalendarIcon from "@mui/icons-material/CalendarMonthOutlined";
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import { LinkButton } from "../../../components/link-components.tsx";
import { Page } from "../../../components/page/page.tsx";
import { SearchField } from "../../../components/search-field.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useStoppedSchedules } from "../../../lib/api/use-stopped-schedules.ts";
import { paths } from "../../../lib/paths.ts";
import { TemplateChoice } from "../choice/template-choice.tsx";
import { ScheduleList } from "./schedule-list.tsx";
import { useScheduleFilter } from "./use-schedule-filter.ts";

/** The page of all schedules, by their next run. */
export function SchedulesPage() {
  const [filter, change] = useScheduleFilter();
  const mayWrite = useMay("schedules:write");
  const stopped = useStoppedSchedules().data?.length ?? 0;
  return (
    <Page
      title="Schedules"
      actions={
        <Box sx={{ display: "flex", gap: 1 }}>
          <LinkButton to={paths.calendar} variant="outlined" startIcon={<CalendarIcon />}>
            Calendar
          </LinkButton>
          {mayWrite ? (
            <LinkButton to={paths.newSchedule()} variant="contained" startIcon={<AddIcon />}>
              New schedule
            </LinkButton>
          ) : null}
        </Box>
      }
    >
      <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 1, mb: 2 }}>
        <SearchField
          label="Search schedules"
          placeholder="Search name, template, tag"
          value={filter.q}
          onChange={(q) => change({ q })}
        />
        <TemplateChoice chosen={filter.template} onChange={(template) => change({ template })} />
        {stopped > 0 || filter.attention ? (
          <Chip
            clickable
            color={filter.attention ? "primary" : "default"}
            variant={filter.attention ? "filled" : "outlined"}
            aria-pressed={filter.attention}
            label={`Stopped ${stopped > 99 ? "99+" : stopped}`}
            onClick={() => change({ attention: !filter.attention })}
          />
        ) : null}
      </Box>
      <ScheduleList
        filter={filter}
        onClear={() => change({ q: "", template: "", attention: false })}
      />
    </Page>
  );
}
