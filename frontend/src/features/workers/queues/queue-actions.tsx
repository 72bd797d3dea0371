import type { Queue } from "@formwork/contracts/queue";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { AskDialog } from "../../../components/dialogs/ask-dialog.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { readLimit } from "../../../lib/text/read-limit.ts";
import { useQueueOrder } from "./use-queue-order.ts";

/** Longest reason of a pause, in characters. */
const maxReasonLength = 500;

/** Shows what a person may do with a queue. */
export function QueueActions({ queue }: { queue: Queue }) {
  const mayWrite = useMay("queues:write");
  const { mutate, isPending } = useQueueOrder();
  const [asks, setAsks] = useState<"pause" | "limit" | null>(null);
  if (!mayWrite) return null;
  const { name, paused, concurrency } = queue;
  const close = () => setAsks(null);
  const button = { variant: "outlined", color: "inherit" } as const;
  return (
    <Box sx={{ display: "flex", gap: 1, justifyContent: { md: "flex-end" } }}>
      <Button {...button} aria-label={`Limit ${name}`} onClick={() => setAsks("limit")}>
        Limit
      </Button>
      <Button
        {...button}
        loading={isPending}
        aria-label={`${paused ? "Resume" : "Pause"} ${name}`}
        onClick={() => (paused ? mutate({ action: "resume", name }) : setAsks("pause"))}
      >
        {paused ? "Resume" : "Pause"}
      </Button>
      {asks === "pause" && (
        <AskDialog
          title={`Pause ${name}`}
          text="No job of it starts until it is resumed. Jobs that run go on."
          label="Reason, for those who find it paused"
          action="Pause"
          maxLength={maxReasonLength}
          onClose={close}
          onAnswer={(reason) => {
            mutate({ action: "pause", name, reason });
            close();
          }}
        />
      )}
      {asks === "limit" && (
        <AskDialog
          title={`Limit ${name}`}
          text="At most so many of its jobs run at once, over all workers. Jobs that run go on. Leave it empty for no limit."
          label="Jobs at once"
          action="Set the limit"
          initial={concurrency === null ? "" : String(concurrency)}
          maxLength={5}
          isNumber
          faultOf={faultOfLimit}
          onClose={close}
          onAnswer={(text) => {
            const read = readLimit(text);
            if ("limit" in read) mutate({ action: "limit", name, concurrency: read.limit });
            close();
          }}
        />
      )}
    </Box>
  );
}

function faultOfLimit(text: string): string | null {
  const read = readLimit(text);
  return "fault" in read ? read.fault : null;
}
