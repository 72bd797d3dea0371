import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { lazyPart } from "../../components/lazy/lazy-part.tsx";
import { LinkButton } from "../../components/link-components.tsx";
import { Page } from "../../components/page/page.tsx";
import { useMay } from "../../lib/api/people/use-may.ts";
import { paths } from "../../lib/paths.ts";
import { AgainCard } from "./again/again-card.tsx";
import { DayCard } from "./day/day-card.tsx";
import { useDay } from "./day/use-day.ts";
import { isNew } from "./is-new.ts";
import { NeedsCard } from "./needs/needs-card.tsx";
import { Numbers } from "./numbers/numbers.tsx";
import { useJobCounts } from "./numbers/use-job-counts.ts";

const FirstSteps = lazyPart(async () => (await import("./first-steps.tsx")).FirstSteps, 320);

/** The page after signing in: what needs a person, and whether jobs run. */
export function HomePage() {
  const mayRun = useMay("jobs:write");
  return (
    <Page
      title="Home"
      actions={
        mayRun && (
          <LinkButton to={paths.templates} variant="contained">
            New job
          </LinkButton>
        )
      }
    >
      <HomeContent mayRun={mayRun} />
    </Page>
  );
}

function HomeContent({ mayRun }: { mayRun: boolean }) {
  const day = useDay();
  const counts = useJobCounts();
  if (day.isLoading || counts.isLoading)
    return <Skeleton variant="rounded" height={320} aria-label="Loading" />;
  if (isNew(counts.data, day.data)) return <FirstSteps />;
  return (
    <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <NeedsCard />
      {mayRun && <AgainCard />}
      <Box sx={pictures}>
        <DayCard day={day} />
        <Numbers timeline={day.data} running={counts.data?.byState.running ?? null} />
      </Box>
    </Box>
  );
}

const pictures = {
  display: "grid",
  gap: 2,
  alignItems: "start",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "minmax(0, 1fr) 400px" },
} as const;
