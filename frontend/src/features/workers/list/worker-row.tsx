import type { Worker } from "@formwork/contracts/worker";
import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import { useEffect, useRef } from "react";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useUserName } from "../../../lib/api/use-user-name.ts";
import { HeldJobs } from "./held-jobs.tsx";
import { SlotsBar } from "./slots-bar.tsx";
import { WorkerActions } from "./worker-actions.tsx";
import { WorkerState } from "./worker-state.tsx";
import { drainText, slotsText, takesText } from "./worker-text.ts";

type RowProps = { worker: Worker; isMarked: boolean; titleOf: (template: string) => string };

/** Shows one worker: what it is, what it runs, and what can be done with it. */
export function WorkerRow({ worker, isMarked, titleOf }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) row.current?.scrollIntoView({ block: "center" });
  }, [isMarked]);
  return (
    <Paper
      component="li"
      ref={row}
      variant="outlined"
      aria-current={isMarked ? "true" : undefined}
      sx={{ ...layout, ...(isMarked && { borderColor: "primary.main" }) }}
    >
      <Facts worker={worker} />
      {worker.state === "offline" ? (
        <HeldJobs worker={worker} titleOf={titleOf} />
      ) : (
        <Slots worker={worker} titleOf={titleOf} />
      )}
      <WorkerActions worker={worker} />
    </Paper>
  );
}

function Facts({ worker }: { worker: Worker }) {
  const { id, host, version, startedAt } = worker;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 1, flexWrap: "wrap" }}>
        <Typography component="h2" variant="h3" sx={{ overflowWrap: "anywhere" }}>
          {id}
        </Typography>
        <WorkerState worker={worker} />
      </Box>
      <Box sx={details}>{takesText(worker)}</Box>
      <Box sx={details}>
        {host} · v{version} · started <RelativeTime at={startedAt} />
      </Box>
    </Box>
  );
}

function Slots({ worker, titleOf }: Pick<RowProps, "worker" | "titleOf">) {
  const nameOf = useUserName();
  const drain = drainText(worker, nameOf);
  return (
    <Box sx={{ minWidth: 0, display: "grid", gap: 0.75, alignContent: "start" }}>
      <SlotsBar worker={worker} titleOf={titleOf} />
      <Box sx={details}>
        {slotsText(worker)} · heartbeat <RelativeTime at={worker.heartbeatAt} />
        {drain !== null && <> · {drain}</>}
      </Box>
    </Box>
  );
}

const layout = {
  display: "grid",
  gap: { xs: 1.5, md: 2 },
  gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 5fr) minmax(0, 6fr) 132px" },
  alignItems: "start",
  p: 2,
} as const;

const details = {
  color: "text.secondary",
  fontSize: "0.8125rem",
  mt: 0.25,
  overflowWrap: "anywhere",
};
