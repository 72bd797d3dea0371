import type { Retention, RetentionPreview } from "@formwork/contracts/retention";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Card } from "../../../components/cards/card.tsx";
import { ConfirmDialog } from "../../../components/dialogs/confirm-dialog.tsx";
import { useToast } from "../../../components/toasts/use-toast.ts";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { KeptForField } from "./kept-for-field.tsx";
import { RemovalPreview } from "./removal-preview.tsx";
import { draftOf, isSame, keptThings, retentionOf } from "./retention-draft.ts";
import { removalText } from "./retention-text.ts";
import { removalPreview, useRemovalPreview } from "./use-removal-preview.ts";
import { useSaveRetention } from "./use-save-retention.ts";

/** Shows how long jobs and logs are kept, and changes it; says before what that would remove. */
export function RetentionForm({ saved }: { saved: Retention }) {
  const [draft, setDraft] = useState(() => draftOf(saved));
  const retention = retentionOf(draft);
  const isChanged = retention === null || !isSame(retention, saved);
  const preview = useRemovalPreview(isChanged ? retention : null);
  const save = useConfirmedSave();
  return (
    <Card title="How long jobs are kept after they have ended">
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (retention !== null && isChanged) void save.ask(retention);
        }}
      >
        <Box sx={{ "& > * + *": { borderTop: 1, borderColor: "divider" } }}>
          {keptThings.map(({ name, label, hint }) => (
            <KeptForField
              key={name}
              label={label}
              hint={hint}
              value={draft[name]}
              onChange={(value) => setDraft({ ...draft, [name]: value })}
            />
          ))}
        </Box>
        {isChanged && retention !== null && (
          <RemovalPreview
            preview={preview.data}
            isCurrent={preview.isCurrent}
            error={preview.error}
            onRetry={() => void preview.refetch()}
          />
        )}
        <Stack direction="row" sx={{ gap: 1, mt: 2 }}>
          <Button
            type="submit"
            variant="contained"
            disabled={!isChanged || retention === null || save.isPending}
          >
            Save
          </Button>
          <Button
            color="inherit"
            disabled={!isChanged || save.isPending}
            onClick={() => setDraft(draftOf(saved))}
          >
            Discard
          </Button>
        </Stack>
      </Box>
      {save.dialog}
    </Card>
  );
}

type Asked = { retention: Retention; preview: RetentionPreview };

/** Saves a retention, after a confirmation where that removes something. */
function useConfirmedSave() {
  const queries = useQueryClient();
  const toast = useToast();
  const { mutate, isPending } = useSaveRetention();
  const [asked, setAsked] = useState<Asked | null>(null);

  async function ask(retention: Retention): Promise<void> {
    try {
      const preview = await queries.fetchQuery(removalPreview(retention));
      if (preview === null || removalText(preview) === null) mutate(retention);
      else setAsked({ retention, preview });
    } catch (error) {
      toast({ severity: "error", text: `Not saved: ${problemText(error).detail}` });
    }
  }

  function confirm(): void {
    if (asked !== null) mutate(asked.retention);
    setAsked(null);
  }

  const removal = asked === null ? "" : (removalText(asked.preview) ?? "");
  const dialog = (
    <ConfirmDialog
      open={asked !== null}
      title={`Remove ${removal}?`}
      text="They are removed within minutes, and nothing brings them back."
      action={`Save and remove ${removal}`}
      onConfirm={confirm}
      onClose={() => setAsked(null)}
    />
  );
  return { ask, isPending, dialog };
}
