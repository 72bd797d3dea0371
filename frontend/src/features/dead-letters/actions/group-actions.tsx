import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/dialogs/confirm-dialog.tsx";
import { LinkButton } from "../../../components/link-components.tsx";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { paths } from "../../../lib/paths.ts";
import { countText } from "../../../lib/text/count-text.ts";
import { useGroupAction } from "./use-group-action.ts";

/** Shows what can be done with all jobs of a group. */
export function GroupActions({ group }: { group: ErrorGroup }) {
  const [isAsking, setIsAsking] = useState(false);
  const action = useGroupAction(group.key);
  const mayRun = useTemplateRights().mayRun(group.template);
  const mayChange = useMay("jobs:write");
  const toast = useToast();
  function start(name: "retry" | "dismiss") {
    setIsAsking(false);
    action.mutate(
      { action: name, filter: { error: group.key } },
      { onError: (error) => toast({ severity: "error", text: problemText(error).detail }) },
    );
  }
  if (!mayChange) return null;
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
      {mayRun && (
        <>
          <LinkButton variant="contained" to={paths.repairGroup(group.key)}>
            Repair all
          </LinkButton>
          <Button variant="outlined" loading={action.isPending} onClick={() => start("retry")}>
            Retry all
          </Button>
        </>
      )}
      <Button color="inherit" disabled={action.isPending} onClick={() => setIsAsking(true)}>
        Dismiss all
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={`Dismiss ${countText(group.count, "job")}?`}
        text="They stay failed and leave the dead letters. Nothing runs them again."
        action={`Dismiss ${countText(group.count, "job")}`}
        onConfirm={() => start("dismiss")}
        onClose={() => setIsAsking(false)}
      />
    </Box>
  );
}
