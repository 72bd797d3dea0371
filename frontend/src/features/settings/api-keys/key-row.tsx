import type { ApiKey } from "@formwork/contracts/api-key";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/dialogs/confirm-dialog.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { Row } from "../rows.tsx";
import { type MadeKey, useEndKey, useRotateKey } from "./use-api-keys.ts";

type RowProps = {
  apiKey: ApiKey;
  /** E-mail of whose key it is, where it may be somebody else's; null elsewhere. */
  owner: string | null;
  onMade: (made: MadeKey) => void;
};

/** Shows a key, and what can be done with it. */
export function KeyRow({ apiKey, owner, onMade }: RowProps) {
  const { prefix, scopes, templates, expiresAt, lastUsedAt, previousEndsAt } = apiKey;
  return (
    <Row name={apiKey.name} actions={<Actions {...{ apiKey, onMade }} />}>
      <Box>
        <code>{prefix}…</code> · {owner !== null && `of ${owner} · `}
        {lastUsedAt === null ? (
          "never used"
        ) : (
          <>
            used <RelativeTime at={lastUsedAt} />
          </>
        )}
        {" · "}
        {expiresAt === null ? (
          "does not end"
        ) : (
          <>
            ends <RelativeTime at={expiresAt} upcoming />
          </>
        )}
      </Box>
      <Box>May: {scopes.join(", ")}</Box>
      {templates !== null && <Box>Only for: {templates.join(", ")}</Box>}
      {previousEndsAt !== null && (
        <Box>
          The key before the rotation ends <RelativeTime at={previousEndsAt} upcoming />
        </Box>
      )}
    </Row>
  );
}

function Actions({ apiKey: { id, name, createdBy }, onMade }: Omit<RowProps, "owner">) {
  const isMine = useMe().data?.id === createdBy;
  const rotate = useRotateKey();
  const end = useEndKey();
  const [asks, setAsks] = useState(false);
  return (
    <>
      {isMine && (
        <Button
          aria-label={`Rotate ${name}`}
          title="Makes a new key in place of this one, which works for a day more"
          loading={rotate.isPending}
          onClick={() => rotate.mutate(id, { onSuccess: onMade })}
        >
          Rotate
        </Button>
      )}
      <Button
        color="error"
        aria-label={`End ${name}`}
        loading={end.isPending}
        onClick={() => setAsks(true)}
      >
        End
      </Button>
      <ConfirmDialog
        open={asks}
        title={`End the key “${name}”?`}
        text="Programs that use it are refused at once."
        action="End the key"
        onConfirm={() => {
          setAsks(false);
          end.mutate(id);
        }}
        onClose={() => setAsks(false)}
      />
    </>
  );
}
