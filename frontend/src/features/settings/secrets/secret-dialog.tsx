import type { Secret } from "@formwork/contracts/secret";
import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { FormDialog } from "../../../components/dialogs/form-dialog.tsx";
import { messagesByField, problemText } from "../../../lib/api/errors/problem-text.ts";
import { runnable, useAllTemplates } from "../../../lib/api/templates/use-all-templates.ts";
import { bodyOf, draftFaults, type SecretDraft } from "./secret-draft.ts";
import { useSaveSecret } from "./use-secrets.ts";

const empty: SecretDraft = { name: "", value: "", description: "", templates: [] };

/** Asks for a new secret, or for what changes in one. A value that is stored is never shown. */
export function SecretDialog({ secret, onClose }: { secret: Secret | null; onClose: () => void }) {
  const isNew = secret === null;
  const [draft, setDraft] = useState<SecretDraft>(() => draftOf(secret));
  const [isTried, setTried] = useState(false);
  const templates = useAllTemplates(runnable).data ?? [];
  const save = useSaveSecret();
  const change = (part: Partial<SecretDraft>) => setDraft({ ...draft, ...part });
  const told = messagesByField(save.error);
  const faults = { ...told, ...(isTried ? draftFaults(draft, isNew) : {}) };
  const isAboutForm = save.isError && told.name === undefined && told.value === undefined;

  function submit() {
    setTried(true);
    if (Object.keys(draftFaults(draft, isNew)).length > 0) return;
    save.mutate({ name: draft.name, body: bodyOf(draft) }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={isNew ? "New secret" : `Secret ${draft.name}`}
      action="Save"
      isPending={save.isPending}
      error={isAboutForm ? problemText(save.error).detail : null}
      onSubmit={submit}
      onClose={onClose}
    >
      {isNew && (
        <TextField
          autoFocus
          label="Name"
          value={draft.name}
          onChange={({ target }) => change({ name: target.value })}
          error={faults.name !== undefined}
          helperText={faults.name ?? `Templates write {{secret.${draft.name || "NAME"}}}`}
          slotProps={{ htmlInput: { maxLength: 64, autoComplete: "off", spellCheck: false } }}
        />
      )}
      <TextField
        autoFocus={!isNew}
        label={isNew ? "Value" : "New value"}
        type="password"
        value={draft.value}
        onChange={({ target }) => change({ value: target.value })}
        error={faults.value !== undefined}
        helperText={
          faults.value ?? (isNew ? neverShown : `Empty to keep the one of now. ${neverShown}`)
        }
        slotProps={{ htmlInput: { autoComplete: "new-password" } }}
      />
      <TextField
        label="What it is for"
        value={draft.description}
        onChange={({ target }) => change({ description: target.value })}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      <Autocomplete
        multiple
        disableCloseOnSelect
        options={[...new Set([...templates.map(({ name }) => name), ...draft.templates])]}
        value={draft.templates}
        onChange={(_, chosen) => change({ templates: chosen })}
        renderInput={(props) => (
          <TextField
            {...props}
            label="Only for these templates"
            helperText="Empty for all: then whoever may write templates can send the value anywhere"
          />
        )}
      />
    </FormDialog>
  );
}

const neverShown = "It is not shown again.";

function draftOf(secret: Secret | null): SecretDraft {
  if (secret === null) return empty;
  const { name, description, templates } = secret;
  return { name, value: "", description, templates: templates ?? [] };
}
