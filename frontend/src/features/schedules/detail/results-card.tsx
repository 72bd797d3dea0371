import type { Schedule } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import { Card } from "../../../components/cards/card.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { useResults } from "../cache/use-results.ts";
import { countOutcomes } from "../strip/outcome-look.ts";
import { ResultStrip } from "../strip/result-strip.tsx";

/** Shows the last results of a schedule, and the way to all of its jobs. */
export function ResultsCard({ schedule: { id, name } }: { schedule: Schedule }) {
  const results = useResults(id).data?.results ?? [];
  return (
    <Card
      title="Last results"
      actions={
        <LinkButton size="small" to={paths.jobs(String(new URLSearchParams({ schedule: id })))}>
          All its jobs
        </LinkButton>
      }
    >
      <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 2 }}>
        <ResultStrip id={id} name={name} />
        <Box component="span" sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
          {countOutcomes(results)}
        </Box>
      </Box>
    </Card>
  );
}
