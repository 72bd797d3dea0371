import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { ExportMenu } from "../../../components/export/export-menu.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { usePageTitle } from "../../../components/page/use-page-title.ts";
import { client } from "../../../lib/api/client.ts";
import { paths } from "../../../lib/paths.ts";
import { JobFilters } from "../filters/job-filters.tsx";
import { StateFilter } from "../filters/state-filter.tsx";
import { useJobView } from "../filters/use-job-view.ts";
import { Histogram } from "../histogram/histogram.tsx";
import { filterOf } from "../job-view.ts";
import { ListKeys } from "../keys/list-keys.tsx";
import { ViewsButton } from "../views/views-button.tsx";
import { JobList } from "./job-list.tsx";

/** The page of all jobs: filters above, rows below. Only the rows scroll. */
export function JobsPage() {
  usePageTitle("Jobs");
  const [view, changeView] = useJobView();
  return (
    <Box sx={{ display: "flex", flexDirection: "column", height: "100%", minHeight: 0 }}>
      <Box sx={{ px: { xs: 2, sm: 3 }, pt: { xs: 2, sm: 3 }, pb: 1.5, display: "grid", gap: 1.5 }}>
        <Box sx={{ display: "flex", alignItems: "center", justifyContent: "space-between" }}>
          <Typography variant="h1">Jobs</Typography>
          <Box sx={{ display: "flex", gap: 1 }}>
            <ViewsButton view={view} />
            <ExportMenu
              item="job"
              disabled={view.faults.length > 0}
              addressOf={(format) =>
                client.address("jobs.export", { query: { ...filterOf(view), format } })
              }
            />
            <LinkButton to={paths.templates} variant="contained">
              New job
            </LinkButton>
          </Box>
        </Box>
        <StateFilter view={view} onChange={(state) => changeView({ state })} />
        <JobFilters view={view} onChange={changeView} />
        <Histogram view={view} onChange={changeView} />
      </Box>
      <JobList view={view} onChange={changeView} />
      <ListKeys />
    </Box>
  );
}
