import Button from "@mui/material/Button";
import FormControlLabel from "@mui/material/FormControlLabel";
import Stack from "@mui/material/Stack";
import Switch from "@mui/material/Switch";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { Card } from "../../../components/cards/card.tsx";
import { ErrorState } from "../../../components/fallbacks/error-state.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { usePeople } from "../../../lib/api/people/use-people.ts";
import { shortId } from "../../../lib/text/short-id.ts";
import { OnceDialog } from "../once-dialog.tsx";
import { LoadingRows, Rows } from "../rows.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { KeyRow } from "./key-row.tsx";
import { type MadeKey, useApiKeys } from "./use-api-keys.ts";

/** The page of API keys: one's own, and for admins those of all. */
export function ApiKeysPage() {
  const maySeeAll = useMay("users:read");
  const [isAll, setAll] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  return (
    <Card
      flush
      title="API keys"
      actions={
        <Stack direction="row" sx={{ alignItems: "center" }}>
          {maySeeAll && (
            <FormControlLabel
              label="Of all people"
              control={
                <Switch size="small" checked={isAll} onChange={(_, checked) => setAll(checked)} />
              }
            />
          )}
          <Button variant="contained" onClick={() => setMaking(true)}>
            New key
          </Button>
        </Stack>
      }
    >
      <KeyList isAll={isAll} onMade={setMade} />
      {isMaking && (
        <CreateKeyDialog
          onMade={(key) => {
            setMaking(false);
            setMade(key);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {made !== null && (
        <OnceDialog
          title={`Key “${made.name}”`}
          text="Copy it now: it is not shown again. Programs send it as a bearer token."
          label="API key"
          value={made.key}
          onClose={() => setMade(null)}
        />
      )}
    </Card>
  );
}

function KeyList({ isAll, onMade }: { isAll: boolean; onMade: (made: MadeKey) => void }) {
  const keys = useApiKeys(isAll ? "all" : "me");
  const people = usePeople({ enabled: isAll }).data ?? [];
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  if (keys.data === undefined)
    return keys.isError ? (
      <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />
    ) : (
      <LoadingRows />
    );
  if (keys.data.length === 0)
    return (
      <Typography variant="body2" sx={{ color: "text.secondary", p: 2 }}>
        No keys yet. Programs and remote workers sign in with one.
      </Typography>
    );
  return (
    <Rows label="API keys">
      {keys.data.map((key) => (
        <KeyRow
          key={key.id}
          apiKey={key}
          owner={isAll ? (emails.get(key.createdBy) ?? shortId(key.createdBy)) : null}
          onMade={onMade}
        />
      ))}
    </Rows>
  );
}
