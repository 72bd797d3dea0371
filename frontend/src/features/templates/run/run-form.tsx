import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import { useId } from "react";
import { UnsavedChangesDialog } from "../../../components/dialogs/unsaved-changes-dialog.tsx";
import { PayloadEditor } from "../../../forms/payload/payload-editor.tsx";
import { OptionsPanel } from "../options/options-panel.tsx";
import { PayloadPreview } from "../payload/payload-preview.tsx";
import { UnknownFields } from "../payload/unknown-fields.tsx";
import { useCtrlEnter } from "../submit/use-ctrl-enter.ts";
import { SubmitBar } from "./submit-bar.tsx";
import { type CarriedInput, useRunForm } from "./use-run-form.ts";
import type { RunSource } from "./use-run-source.ts";
import { VersionNotice } from "./version-notice.tsx";

type RunFormProps = {
  source: RunSource;
  /** What was typed for another version; null for a form that starts afresh. */
  carried: CarriedInput | null;
  /** Whether the user may run it: else the form can be tried out, and nothing sent. */
  mayRun: boolean;
  onUseNewest: (input: CarriedInput) => void;
};

/**
 * Shows the form of a template in its two tabs, the options of the run, the preview of the payload,
 * and the button that submits it.
 */
export function RunForm({ source, carried, mayRun, onUseNewest }: RunFormProps) {
  const { template, rules, origin } = source;
  const run = useRunForm(source, carried);
  const formId = useId();
  const { draft, errors, submission } = run;
  const submit = mayRun ? run.submit : sendNothing;
  useCtrlEnter(submit);

  return (
    <Box sx={columns}>
      <PayloadEditor
        formId={formId}
        template={template}
        rules={rules}
        draft={draft}
        errors={errors}
        failedSubmits={run.failedSubmits}
        keptFrom={run.keptFrom}
        disabled={submission.isPending}
        onSelect={run.selectTab}
        onExample={run.applyExample}
        onPayload={run.editPayload}
        onText={run.editText}
        onSubmit={submit}
      >
        <VersionNotice
          {...source}
          onUseNewest={() => onUseNewest({ payload: draft.payload, options: run.options })}
        />
        {run.prefillWarnings.map((warning) => (
          <Alert key={warning} severity="warning" sx={{ mb: 2.5, alignItems: "flex-start" }}>
            {warning}
          </Alert>
        ))}
        <UnknownFields
          errors={errors.all}
          payload={draft.payload}
          onRemove={(payload) => run.editPayload(payload)}
        />
      </PayloadEditor>
      <Box sx={side}>
        {mayRun && (
          <>
            <SubmitBar run={run} template={template} />
            <OptionsPanel
              options={run.options}
              errors={run.optionErrors}
              template={origin === null ? template : null}
              onChange={run.setOptions}
            />
          </>
        )}
        <PayloadPreview
          payload={run.completePayload}
          schema={rules.schema}
          errors={errors.all}
          isCurrent={draft.jsonError === null && !errors.hasUnreadable}
        />
      </Box>
      <UnsavedChangesDialog isDirty={run.isDirty} />
    </Box>
  );
}

function sendNothing(): void {}

/**
 * Two columns; on a phone one, in which the parts of the second column are direct children, because
 * the submit bar sticks to the lower edge only within its parent.
 */
const columns = {
  display: { xs: "flex", md: "grid" },
  flexDirection: "column",
  gap: { xs: 2, md: 3 },
  alignItems: { xs: "stretch", md: "start" },
  gridTemplateColumns: "minmax(0, 1fr) 320px",
} as const;
const side = {
  display: { xs: "contents", md: "grid" },
  gap: 2,
  position: "sticky",
  top: 24,
} as const;
