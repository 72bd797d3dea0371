import type { Worker } from "@formwork/contracts/worker";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { allowedOrders } from "./allowed-orders.ts";
import { useWorkerOrder, type WorkerOrder } from "./use-worker-order.ts";

const names: Record<WorkerOrder["action"], string> = {
  drain: "Drain",
  resume: "Resume",
  forget: "Remove",
};
const titles: Record<WorkerOrder["action"], string> = {
  drain: "Claims no more jobs, and finishes those that it runs",
  resume: "Claims jobs again",
  forget: "Takes it out of this list; a process that still runs comes back",
};

/** Shows what a person may do with a worker. */
export function WorkerActions({ worker }: { worker: Worker }) {
  const mayWrite = useMay("workers:write");
  const order = useWorkerOrder();
  if (!mayWrite) return null;
  return (
    <Box sx={{ display: "flex", gap: 1, justifyContent: { md: "flex-end" } }}>
      {allowedOrders(worker).map((action) => (
        <Button
          key={action}
          variant="outlined"
          color="inherit"
          title={titles[action]}
          aria-label={`${names[action]} ${worker.id}`}
          loading={order.isPending && order.variables.action === action}
          onClick={() => order.mutate({ action, id: worker.id })}
        >
          {names[action]}
        </Button>
      ))}
    </Box>
  );
}
