import type { Worker } from "@formwork/contracts/worker";
import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import { useEffect, useRef } from "react";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useUserName } from "../../../lib/api/people/use-user-name.ts";
import { RowHead, RowLine } from "../rows.tsx";
import { Confinement } from "./confinement.tsx";
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
      <RowHead name={id}>
        <WorkerState worker={worker} />
      </RowHead>
      <RowLine>{takesText(worker)}</RowLine>
      <RowLine>
        {host} · v{version} · started <RelativeTime at={startedAt} />
      </RowLine>
      {worker.confinement !== null && <Confinement confinement={worker.confinement} />}
    </Box>
  );
}

function Slots({ worker, titleOf }: Pick<RowProps, "worker" | "titleOf">) {
  const nameOf = useUserName();
  const drain = drainText(worker, nameOf);
  return (
    <Box sx={{ minWidth: 0, display: "grid", gap: 0.75, alignContent: "start" }}>
      <SlotsBar worker={worker} titleOf={titleOf} />
      <RowLine>
        {slotsText(worker)} · heartbeat <RelativeTime at={worker.heartbeatAt} />
        {drain !== null && <> · {drain}</>}
      </RowLine>
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
