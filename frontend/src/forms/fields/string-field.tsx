import Button from "@mui/material/Button";
import type { FieldProps } from "@rjsf/utils";
import { useState } from "react";
import { rjsfFields } from "../layout/rjsf-parts.ts";
import { KeptSecret } from "../secrets/kept-secret.tsx";
import { useKeptFrom } from "../secrets/kept-secrets.ts";

const TextField = rjsfFields.StringField;

/**
 * Shows a text; one that is `writeOnly` is a secret, whatever its format. A secret that is kept from
 * an earlier job is no text but a state of its field, which the user may replace, and bring back.
 */
export function StringField(props: FieldProps) {
  const { schema, uiSchema, formData, fieldPathId, disabled = false, readonly = false } = props;
  const keptFrom = useKeptFrom();
  const [replaced, setReplaced] = useState<unknown>();
  const change = (value: unknown) =>
    props.onChange(value, fieldPathId.path, undefined, fieldPathId.$id);
  const isLocked = disabled || readonly;
  const from = keptFrom(formData);
  if (from !== null) {
    const replace = () => {
      setReplaced(formData);
      change(undefined);
    };
    return <KeptSecret id={fieldPathId.$id} {...{ from, isLocked }} onReplace={replace} />;
  }
  const isSecret = schema.writeOnly === true && uiSchema?.["ui:widget"] === undefined;
  const earlier = keptFrom(replaced);
  return (
    <>
      <TextField
        {...props}
        autofocus={earlier !== null || (props.autofocus ?? false)}
        uiSchema={isSecret ? { ...uiSchema, "ui:widget": "password" } : uiSchema}
      />
      {earlier === null ? null : (
        <Button
          size="small"
          disabled={isLocked}
          onClick={() => change(replaced)}
          sx={{ ml: -0.75 }}
        >
          Keep the one from job {earlier}
        </Button>
      )}
    </>
  );
}
