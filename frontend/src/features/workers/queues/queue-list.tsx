import HourglassEmpty from "@mui/icons-material/HourglassEmpty";
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import type { ReactNode } from "react";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { QueueRow } from "./queue-row.tsx";
import { useQueues } from "./use-queues.ts";

/** Lists the queues. */
export function QueueList() {
  const { data, error, refetch } = useQueues();
  if (data === undefined)
    return error === null ? (
      <Loading />
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
      <Rows>
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

function Rows({ busy = false, children }: { busy?: boolean; children: ReactNode }) {
  return (
    <Box
      component="ul"
      aria-label="Queues"
      aria-busy={busy}
      sx={{ display: "grid", gap: 1.5, m: 0, p: 0, listStyle: "none" }}
    >
      {children}
    </Box>
  );
}

function Loading() {
  return (
    <Rows busy>
      {["a", "b"].map((key) => (
        <Skeleton key={key} component="li" variant="rounded" height={104} />
      ))}
    </Rows>
  );
}
