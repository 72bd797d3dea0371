import type { Queue } from "@formwork/contracts/queue";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { Card } from "../../../components/cards/card.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { paths } from "../../../lib/paths.ts";
import { queueEffect } from "./limit-effect.ts";
import { LimitField } from "./limit-field.tsx";
import { list, row } from "./limit-list-style.ts";
import { useSaveQueueLimit } from "./use-save-limits.ts";

type CardProps = { queues: readonly Queue[]; isAll: boolean };

/** Shows how many jobs of each queue run at once, over all workers. */
export function QueueLimitsCard({ queues, isAll }: CardProps) {
  return (
    <Card title="Jobs of one queue">
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        So many jobs of a queue run at once, over all workers. Leave a field empty for no limit.{" "}
        <TextLink to={paths.queues} underline="always">
          Queues
        </TextLink>{" "}
        shows what waits in each.
      </Typography>
      {queues.length === 0 && (
        <Typography variant="body2" sx={{ color: "text.secondary", mt: 2 }}>
          There is no queue yet: one is there while a job or a template names it.
        </Typography>
      )}
      <Box component="ul" aria-label="Limits of queues" sx={list}>
        {queues.map((queue) => (
          <QueueLimit key={`${queue.name} ${queue.concurrency}`} queue={queue} />
        ))}
      </Box>
      {!isAll && (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          The first {queues.length} queues by name are shown.
        </Typography>
      )}
    </Card>
  );
}

function QueueLimit({ queue }: { queue: Queue }) {
  const { name, concurrency, running, queued } = queue;
  const mayChange = useMay("queues:write");
  const saving = useSaveQueueLimit(name);
  return (
    <Box component="li" sx={row}>
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: 500, overflowWrap: "anywhere" }}>{name}</Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {`${running.toLocaleString("en")} running · ${queued.toLocaleString("en")} waiting`}
        </Typography>
      </Box>
      <LimitField
        label="Jobs at once"
        of={` in ${name}`}
        saved={concurrency}
        {...{ mayChange, saving }}
        effectOf={(limit) => queueEffect(queue, limit)}
      />
    </Box>
  );
}
