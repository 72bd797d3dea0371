import { keyScopes, type Scope } from "@formwork/contracts/account";
import Autocomplete from "@mui/material/Autocomplete";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { FormDialog } from "../../../components/dialogs/form-dialog.tsx";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { useMayEach } from "../../../lib/api/people/use-may.ts";
import { runnable, useAllTemplates } from "../../../lib/api/templates/use-all-templates.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { expiryChoices, expiryOf } from "./expiry.ts";
import { type MadeKey, useCreateKey } from "./use-api-keys.ts";

type DialogProps = {
  onMade: (made: MadeKey) => void;
  onClose: () => void;
};
type Draft = { name: string; scopes: Scope[]; templates: string[]; days: number };

const initial: Draft = { name: "", scopes: ["jobs:read", "jobs:write"], templates: [], days: 90 };

/** Asks what a new key is for, and what it may do. */
export function CreateKeyDialog({ onMade, onClose }: DialogProps) {
  const mayGive = useMayEach(keyScopes);
  const [draft, setDraft] = useState<Draft>(() => ({
    ...initial,
    scopes: initial.scopes.filter((scope) => mayGive.includes(scope)),
  }));
  const templates = useAllTemplates(runnable).data ?? [];
  const [isTried, setTried] = useState(false);
  const create = useCreateKey();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const nameFault = isTried && draft.name.trim() === "" ? "Say what the key is for" : undefined;
  const scopeFault = isTried && draft.scopes.length === 0 ? "Choose at least one" : undefined;

  function submit() {
    setTried(true);
    const { scopes, days } = draft;
    const name = draft.name.trim();
    if (name === "" || scopes.length === 0) return;
    const expiresAt = expiryOf(days, serverClock.now());
    const only = draft.templates.length === 0 ? {} : { templates: draft.templates };
    create.mutate(
      { name, scopes, ...only, ...(expiresAt === null ? {} : { expiresAt }) },
      { onSuccess: onMade },
    );
  }
  return (
    <FormDialog
      title="New API key"
      action="Make the key"
      isPending={create.isPending}
      error={create.isError ? problemText(create.error).detail : null}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        autoFocus
        label="Name"
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        error={nameFault !== undefined}
        helperText={nameFault ?? "What the key is for"}
        slotProps={{ htmlInput: { maxLength: 60 } }}
      />
      <Autocomplete
        multiple
        disableCloseOnSelect
        options={mayGive}
        value={draft.scopes}
        onChange={(_, scopes) => change({ scopes })}
        renderInput={(props) => (
          <TextField
            {...props}
            label="What it may do"
            error={scopeFault !== undefined}
            helperText={scopeFault ?? "As far as your role still allows it"}
          />
        )}
      />
      <Autocomplete
        multiple
        disableCloseOnSelect
        options={templates.map(({ name }) => name)}
        value={draft.templates}
        onChange={(_, chosen) => change({ templates: chosen })}
        renderInput={(props) => (
          <TextField
            {...props}
            label="Only for these templates"
            helperText="Empty for all. With some, it sees and runs nothing else"
          />
        )}
      />
      <TextField
        select
        label="Ends"
        value={draft.days}
        onChange={({ target }) => change({ days: Number(target.value) })}
      >
        {expiryChoices.map(({ days, label }) => (
          <MenuItem key={days} value={days}>
            {label}
          </MenuItem>
        ))}
      </TextField>
    </FormDialog>
  );
}
