import type { TemplateAccess } from "@formwork/contracts/template-access";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { FormDialog } from "../../../components/dialogs/form-dialog.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { usePeople } from "../../../lib/api/people/use-people.ts";
import { useAccess, useSaveAccess } from "./use-access.ts";
import { accessOf, draftFaults, draftOf } from "./who.ts";
import { WhoField } from "./who-field.tsx";

type DialogProps = { name: string; title: string; onClose: () => void };

/** Shows who may see and run a template, and changes it. */
export function AccessDialog({ name, title, onClose }: DialogProps) {
  const { data, error, isFetching, refetch } = useAccess(name);
  if (data !== undefined) return <AccessForm {...{ name, title, onClose }} saved={data} />;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle sx={{ fontSize: "1rem", fontWeight: 600, pb: 1 }}>Access to {title}</DialogTitle>
      <DialogContent aria-busy={isFetching}>
        {error === null ? (
          <Skeleton variant="rounded" height={180} aria-label="Loading who has access" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
      </DialogContent>
      <DialogActions sx={{ p: 2 }}>
        <Button color="inherit" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function AccessForm({ name, title, saved, onClose }: DialogProps & { saved: TemplateAccess }) {
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [isTried, setTried] = useState(false);
  const me = useMe().data;
  const known = usePeople({ enabled: useMay("users:read") }).data?.map(({ email }) => email) ?? [];
  const save = useSaveAccess(name);
  const faults = me ? draftFaults(draft, me) : {};
  const shown = isTried ? faults : {};
  function submit() {
    setTried(true);
    if (Object.keys(faults).length === 0) save.mutate(accessOf(draft), { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={`Access to ${title}`}
      action="Save"
      isPending={save.isPending}
      error={save.isError ? problemText(save.error).detail : null}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography sx={{ color: "text.secondary" }}>
        This holds for every version within 5 seconds, also for pages that are open. Admins may
        always see and run the template.
      </Typography>
      <WhoField
        kind="run"
        label="Who may run it"
        who={draft.run}
        known={known}
        help={draft.run.role === "everybody" ? openHelp : "Whoever may run it sees it too"}
        fault={shown.run}
        onChange={(run) => setDraft({ ...draft, run })}
      />
      {draft.run.role !== "everybody" && (
        <WhoField
          kind="see"
          label="Who else may see it"
          who={draft.see}
          known={known}
          help={draft.see.role === "everybody" ? "Everybody sees it" : hiddenHelp}
          fault={shown.see}
          onChange={(see) => setDraft({ ...draft, see })}
        />
      )}
    </FormDialog>
  );
}

const openHelp = "Everybody sees it, and whose role runs jobs may run it";
const hiddenHelp = "From all others it is hidden, with its jobs, also their own";
