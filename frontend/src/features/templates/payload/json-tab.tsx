import type { FieldError } from "@formwork/contracts/job";
import Typography from "@mui/material/Typography";
import { useMemo } from "react";
import { JsonEditor } from "../../../forms/editor/json-editor.tsx";
import { jsonDiagnostics } from "./json-diagnostics.ts";
import { jsonEditorId, type PayloadDraft } from "./payload-draft.ts";

/** The payload as JSON text, with its faults marked where they are. */
export function JsonTab({
  draft,
  errors,
  onChange,
}: {
  draft: PayloadDraft;
  errors: readonly FieldError[];
  onChange: (text: string) => void;
}) {
  const { text, fault } = draft;
  const marks = useMemo(() => jsonDiagnostics(text, fault, errors), [text, fault, errors]);
  return (
    <>
      <JsonEditor
        id={jsonEditorId}
        label="Payload as JSON"
        value={text}
        onChange={onChange}
        marks={marks}
        minLines={18}
      />
      <Typography
        aria-live="polite"
        sx={{
          mt: 1,
          fontSize: "0.8125rem",
          color: fault === null ? "text.secondary" : "error.main",
        }}
      >
        {fault ?? "What you write here appears in the form."}
      </Typography>
    </>
  );
}
