import KeptIcon from "@mui/icons-material/LockOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { WidgetProps } from "@rjsf/utils";
import { useState } from "react";
import { useDescribedBy } from "../layout/described-by.ts";
import { useKeptFrom } from "../secrets/kept-secrets.ts";
import { labelId } from "../values/field-path.ts";
import { SecretTextInput } from "./secret-text-input.tsx";

/**
 * Takes a secret. One that is kept from an earlier job is no text but a state of its field, which
 * the user may replace, and bring back.
 */
export function SecretInput(props: WidgetProps) {
  const { id, value, options, disabled = false, readonly = false, onChange } = props;
  const keptFrom = useKeptFrom();
  const [replaced, setReplaced] = useState<unknown>();
  const jobId = keptFrom(value);
  const isLocked = disabled || readonly;
  if (jobId !== null) {
    const replace = () => {
      setReplaced(value);
      onChange(options.emptyValue);
    };
    return <KeptSecret {...{ id, jobId, isLocked }} onReplace={replace} />;
  }
  const earlier = keptFrom(replaced);
  return (
    <SecretTextInput {...props} autofocus={earlier !== null || (props.autofocus ?? false)}>
      {earlier === null ? null : (
        <Button size="small" color="inherit" disabled={isLocked} onClick={() => onChange(replaced)}>
          Keep the one from job {earlier}
        </Button>
      )}
    </SecretTextInput>
  );
}

type KeptSecretProps = { id: string; jobId: string; isLocked: boolean; onReplace: () => void };

function KeptSecret({ id, jobId, isLocked, onReplace }: KeptSecretProps) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1, minHeight: 40 }}>
      <KeptIcon aria-hidden sx={{ fontSize: 16, color: "text.secondary" }} />
      <span id={`${id}__kept`}>Kept from job {jobId}</span>
      <Button
        id={id}
        size="small"
        disabled={isLocked}
        aria-labelledby={`${labelId(id)} ${id}__replace`}
        aria-describedby={[`${id}__kept`, useDescribedBy(id)].filter(Boolean).join(" ")}
        onClick={onReplace}
      >
        <span id={`${id}__replace`}>Replace</span>
      </Button>
    </Box>
  );
}
