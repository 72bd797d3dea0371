import type { FieldError } from "@formwork/contracts/problem";
import Typography from "@mui/material/Typography";
import { useMemo } from "react";
import { JsonEditor } from "../editor/json-editor.tsx";
import { jsonDiagnostics } from "./json-diagnostics.ts";
import { jsonEditorId, type PayloadDraft } from "./payload-draft.ts";

/** Shows the payload as JSON text with its errors marked. */
export function JsonTab({
  draft,
  errors,
  onChange,
}: {
  draft: PayloadDraft;
  errors: readonly FieldError[];
  onChange: (text: string) => void;
}) {
  const { text, jsonError } = draft;
  const diagnostics = useMemo(
    () => jsonDiagnostics(text, jsonError, errors),
    [text, jsonError, errors],
  );
  return (
    <>
      <JsonEditor
        id={jsonEditorId}
        label="Payload as JSON"
        value={text}
        onChange={onChange}
        diagnostics={diagnostics}
        minLines={18}
      />
      <Typography
        aria-live="polite"
        sx={{
          mt: 1,
          fontSize: "0.8125rem",
          color: jsonError === null ? "text.secondary" : "error.main",
        }}
      >
        {jsonError ?? "What you write here appears in the form."}
      </Typography>
    </>
  );
}
