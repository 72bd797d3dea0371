import type { Limits, LimitsReport } from "@formwork/contracts/limits";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useUserName } from "../../../lib/api/people/use-user-name.ts";
import { paths } from "../../../lib/paths.ts";
import { ownerEffect } from "./limit-effect.ts";
import { LimitField } from "./limit-field.tsx";
import { useSaveLimit } from "./use-save-limits.ts";

type CardProps = { limits: Limits; report: LimitsReport };

/** Shows how many jobs of one user run at once, and whose jobs run now. */
export function OwnerLimitCard({ limits, report }: CardProps) {
  const mayChange = useMay("settings:write");
  const saving = useSaveLimit("activeJobsPerOwner");
  return (
    <Card title="Jobs of one user">
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
        So many jobs of each run at once, over all queues, those of API keys among their owner’s.
        Further ones wait; none is refused. Leave it empty for no limit.
      </Typography>
      <LimitField
        key={limits.activeJobsPerOwner}
        label="Jobs at once, each"
        saved={limits.activeJobsPerOwner}
        {...{ mayChange, saving }}
        effectOf={(limit) => ownerEffect(report, limit)}
      />
      <Owners report={report} />
    </Card>
  );
}

function Owners({ report: { owners, more } }: Pick<CardProps, "report">) {
  const nameOf = useUserName();
  if (owners.length === 0)
    return (
      <Typography variant="body2" sx={{ color: "text.secondary", mt: 2 }}>
        Nobody has a job running now.
      </Typography>
    );
  return (
    <>
      <Box component="ul" aria-label="Whose jobs run now" sx={list}>
        {owners.map(({ owner, running, waiting }) => (
          <Box component="li" key={owner} sx={{ fontSize: "0.875rem" }}>
            <TextLink to={jobsOf(owner)} underline="always">
              {nameOf(owner)}
            </TextLink>
            {`: ${running.toLocaleString("en")} running`}
            {waiting > 0 && `, ${waiting.toLocaleString("en")} held by this limit`}
          </Box>
        ))}
      </Box>
      {more && (
        <Typography variant="body2" sx={{ color: "text.secondary", mt: 0.5 }}>
          There are more than are shown.
        </Typography>
      )}
    </>
  );
}

function jobsOf(createdBy: string): string {
  return paths.jobs(String(new URLSearchParams({ createdBy, state: "running" })));
}

const list = { display: "grid", gap: 0.5, m: 0, mt: 2, p: 0, listStyle: "none" } as const;
