import HourglassEmpty from "@mui/icons-material/HourglassEmpty";
import Box from "@mui/material/Box";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { LoadingRows, Rows } from "../rows.tsx";
import { QueueRow } from "./queue-row.tsx";
import { useQueues } from "./use-queues.ts";

/** Lists the queues. */
export function QueueList() {
  const { data, error, refetch } = useQueues();
  if (data === undefined)
    return error === null ? (
      <LoadingRows label="Queues" />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  if (data.queues.length === 0)
    return (
      <EmptyState icon={HourglassEmpty} title="No queue yet">
        A queue is there while a job or a template names it.
      </EmptyState>
    );
  return (
    <>
      <Rows label="Queues">
        {data.queues.map((queue) => (
          <QueueRow key={queue.name} queue={queue} samples={data.samples.get(queue.name) ?? []} />
        ))}
      </Rows>
      {!data.isAll && (
        <Box sx={{ mt: 2, color: "text.secondary" }}>
          The first {data.queues.length} queues by name are shown; <code>GET /api/v1/queues</code>{" "}
          lists all.
        </Box>
      )}
    </>
  );
}
