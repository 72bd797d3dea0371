import type { Secret } from "@formwork/contracts/secret";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/dialogs/confirm-dialog.tsx";
import { TextLink } from "../../../components/link-components.tsx";
import { RelativeTime } from "../../../components/time/relative-time.tsx";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { paths } from "../../../lib/paths.ts";
import { Row } from "../rows.tsx";
import { useRemoveSecret } from "./use-secrets.ts";

type RowProps = { secret: Secret; onChange: () => void };

/** Shows a secret without its value, who uses it, and what can be done with it. */
export function SecretRow({ secret, onChange }: RowProps) {
  const { name, description, templates, updatedAt, usedBy } = secret;
  const mayChange = useMay("secrets:write");
  return (
    <Row name={<code>{name}</code>} actions={mayChange && <Actions {...{ secret, onChange }} />}>
      {description !== "" && <Box>{description}</Box>}
      <Box>
        Value set <RelativeTime at={updatedAt} /> ·{" "}
        {usedBy.length === 0 ? "no template uses it" : <UsedBy names={usedBy} />}
      </Box>
      {templates !== null && <Box>Only for: {templates.join(", ") || "no template"}</Box>}
    </Row>
  );
}

function UsedBy({ names }: { names: readonly string[] }) {
  return (
    <>
      used by{" "}
      {names.map((name, place) => (
        <span key={name}>
          {place > 0 && ", "}
          <TextLink to={paths.run(name)}>{name}</TextLink>
        </span>
      ))}
    </>
  );
}

function Actions({ secret: { name, usedBy }, onChange }: RowProps) {
  const remove = useRemoveSecret();
  const [asks, setAsks] = useState(false);
  const uses = usedBy.length === 1 ? "1 template uses it" : `${usedBy.length} templates use it`;
  return (
    <>
      <Button aria-label={`Change ${name}`} onClick={onChange}>
        Change
      </Button>
      <Button
        color="error"
        aria-label={`Remove ${name}`}
        loading={remove.isPending}
        onClick={() => setAsks(true)}
      >
        Remove
      </Button>
      <ConfirmDialog
        open={asks}
        title={`Remove ${name}?`}
        text={
          usedBy.length === 0
            ? "No template uses it. The value cannot be brought back."
            : `${uses}, and their jobs will fail before they start: ${usedBy.join(", ")}. The value cannot be brought back.`
        }
        action="Remove"
        onConfirm={() => {
          setAsks(false);
          remove.mutate(name);
        }}
        onClose={() => setAsks(false)}
      />
    </>
  );
}
