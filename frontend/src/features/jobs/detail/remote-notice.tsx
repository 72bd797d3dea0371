import type { Job } from "@formwork/contracts/job";
import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { useRemoteWait } from "./use-remote-wait.ts";

/** Shows that a queued job waits for a program elsewhere, and whether one is there. */
export function RemoteNotice({ job }: { job: Job }) {
  const wait = useRemoteWait(job);
  if (wait === null) return null;
  return (
    <Alert severity="info" sx={{ mb: 2 }}>
      <AlertTitle sx={{ fontSize: "0.875rem", fontWeight: 600 }}>
        Waits for a remote worker
      </AlertTitle>
      {wait}{" "}
      <TextLink to={paths.workers()} underline="always">
        Workers
      </TextLink>
    </Alert>
  );
}
