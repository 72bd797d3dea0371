import type { Secret } from "@formwork/contracts/secret";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { LoadingRows, Rows } from "../rows.tsx";
import { SecretDialog } from "./secret-dialog.tsx";
import { SecretRow } from "./secret-row.tsx";
import { useSecrets } from "./use-secrets.ts";

/** The page on which an admin keeps the secrets that templates name. */
export function SecretsPage() {
  const secrets = useSecrets();
  const mayChange = useMay("secrets:write");
  const [edited, setEdited] = useState<{ secret: Secret | null } | null>(null);
  if (secrets.isError && !secrets.data)
    return <ErrorState error={secrets.error} onRetry={() => void secrets.refetch()} />;
  return (
    <Card
      flush
      title="Secrets"
      actions={
        mayChange && (
          <Button variant="contained" onClick={() => setEdited({ secret: null })}>
            New secret
          </Button>
        )
      }
    >
      {secrets.data ? (
        <List secrets={secrets.data} onChange={(secret) => setEdited({ secret })} />
      ) : (
        <LoadingRows />
      )}
      {edited !== null && <SecretDialog {...edited} onClose={() => setEdited(null)} />}
    </Card>
  );
}

function List({ secrets, onChange }: { secrets: Secret[]; onChange: (secret: Secret) => void }) {
  if (secrets.length === 0)
    return (
      <Typography variant="body2" sx={{ color: "text.secondary", p: 2 }}>
        No secrets yet. Keep a token or a password here, and templates use it as{" "}
        <code>{"{{secret.NAME}}"}</code>; the worker that runs a job fills it in.
      </Typography>
    );
  return (
    <Rows label="Secrets">
      {secrets.map((secret) => (
        <SecretRow key={secret.name} secret={secret} onChange={() => onChange(secret)} />
      ))}
    </Rows>
  );
}
