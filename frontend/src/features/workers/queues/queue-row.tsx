import type { Queue } from "@formwork/contracts/queue";
import PauseCircleOutlined from "@mui/icons-material/PauseCircleOutlined";
import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import type { ReactNode } from "react";
import { ColouredChip } from "../../../components/chips/coloured-chip.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { Sparkline } from "../../../components/sparkline/sparkline.tsx";
import { useUserName } from "../../../lib/api/people/use-user-name.ts";
import { paths } from "../../../lib/paths.ts";
import { formatDuration } from "../../../lib/time/time.ts";
import { RowHead, RowLine } from "../rows.tsx";
import { QueueActions } from "./queue-actions.tsx";
import { QueueKeys } from "./queue-keys.tsx";
import type { QueueSample } from "./queue-samples.ts";
import { flowText, oldestText, pauseText } from "./queue-text.ts";

type RowProps = { queue: Queue; samples: readonly QueueSample[] };

/** Shows one queue: what waits in it and for how long, what comes and goes, and its rules. */
export function QueueRow({ queue, samples }: RowProps) {
  return (
    <Paper component="li" variant="outlined" sx={layout}>
      <Facts queue={queue} />
      <Lines samples={samples} />
      <QueueActions queue={queue} />
    </Paper>
  );
}

function Facts({ queue }: Pick<RowProps, "queue">) {
  const nameOf = useUserName();
  const oldest = oldestText(queue);
  return (
    <Box sx={{ minWidth: 0 }}>
      <RowHead name={queue.name}>
        {queue.paused && (
          <ColouredChip icon={PauseCircleOutlined} name="Paused" colour="retrying" />
        )}
      </RowHead>
      <RowLine>
        <Counts queue={queue} />
        {oldest !== null && ` · ${oldest}`}
      </RowLine>
      <RowLine>{flowText(queue)}</RowLine>
      {queue.paused && <RowLine>{pauseText(queue, nameOf)}</RowLine>}
      {queue.queued > 0 && <QueueKeys name={queue.name} />}
    </Box>
  );
}

/** Links each number to the jobs that it counts. */
function Counts({ queue: { name, queued, running, scheduled, concurrency } }: { queue: Queue }) {
  const jobs = (...states: string[]) =>
    paths.jobs(
      String(new URLSearchParams([["queue", name], ...states.map((state) => ["state", state])])),
    );
  const room = concurrency === null ? "" : ` of at most ${concurrency.toLocaleString("en")}`;
  return (
    <>
      <TextLink to={jobs("queued")}>{queued.toLocaleString("en")} waiting</TextLink>
      {" · "}
      <TextLink to={jobs("running")}>
        {running.toLocaleString("en")} running{room}
      </TextLink>
      {" · "}
      <TextLink to={jobs("scheduled", "retrying")}>{scheduled.toLocaleString("en")} later</TextLink>
    </>
  );
}

function Lines({ samples }: Pick<RowProps, "samples">) {
  const last = samples.at(-1);
  const depths = samples.map(({ queued }) => queued);
  const ages = samples.map(({ oldestMs }) => oldestMs);
  return (
    <Box sx={{ display: "flex", gap: 3, flexWrap: "wrap" }}>
      <Figure name="Waiting">
        <Sparkline
          values={depths}
          label={`Waiting in the last minutes: at most ${Math.max(0, ...depths).toLocaleString("en")}, now ${(last?.queued ?? 0).toLocaleString("en")}`}
        />
      </Figure>
      <Figure name="Oldest">
        <Sparkline
          values={ages}
          label={`Oldest in the last minutes: at most ${formatDuration(Math.max(0, ...ages))}, now ${formatDuration(last?.oldestMs ?? 0)}`}
        />
      </Figure>
    </Box>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box component="figure" sx={{ m: 0, width: 120 }}>
      {children}
      <Box component="figcaption" sx={{ color: "text.secondary", fontSize: "0.6875rem" }}>
        {name}
      </Box>
    </Box>
  );
}

const layout = {
  display: "grid",
  gap: { xs: 1.5, md: 2 },
  gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) 270px 176px" },
  alignItems: "start",
  p: 2,
} as const;
