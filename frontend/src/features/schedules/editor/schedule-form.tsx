import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useId } from "react";
import { Card } from "../../../components/cards/card.tsx";
import { UnsavedChangesDialog } from "../../../components/dialogs/unsaved-changes-dialog.tsx";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { stickyBar } from "../../../components/page/sticky-bar.ts";
import { OptionField } from "../../../forms/layout/option-field.tsx";
import { PayloadEditor } from "../../../forms/payload/payload-editor.tsx";
import { problemText } from "../../../lib/api/errors/problem-text.ts";
import { MorePanel } from "./fields/more-panel.tsx";
import { TextBox } from "./fields/text-box.tsx";
import { VersionField } from "./fields/version-field.tsx";
import { WhenFields } from "./fields/when-fields.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { faultOf } from "./schedule-draft.ts";
import type { EditorSource } from "./use-editor-source.ts";
import { type EditorInput, type ScheduleFormState, useScheduleForm } from "./use-schedule-form.ts";

const ConfirmationDialog = lazyPart(
  async () =>
    (await import("../../../forms/confirmation/confirmation-dialog.tsx")).ConfirmationDialog,
  0,
);

type FormProps = {
  source: EditorSource;
  start: EditorInput;
  /** What was typed for another version of the template. */
  carried: EditorInput | null;
  onVersion: (input: EditorInput) => void;
};

/** Shows the form of a template beside when it is submitted, and what comes of both. */
export function ScheduleForm({ source, start, carried, onVersion }: FormProps) {
  const { template, rules, newest, schedule } = source;
  const form = useScheduleForm(source, { start, carried });
  const { content, draft, errors, draftFaults, preview, kept, editDraft } = form;
  const formId = useId();
  const fields = { draft, faults: draftFaults, onChange: editDraft };
  const nameError = faultOf(draftFaults, "name");
  return (
    <Box sx={columns}>
      <Box sx={column}>
        <Card title="When">
          <WhenFields {...fields} />
        </Card>
        <Card title="What">
          <Box sx={{ display: "grid", gap: 2 }}>
            <OptionField id="schedule-name" label="Name of the schedule" error={nameError}>
              <TextBox
                id="schedule-name"
                value={draft.name}
                error={nameError}
                placeholder={template.title}
                onText={(name) => editDraft({ name })}
              />
            </OptionField>
            <VersionField
              version={draft.version}
              newest={newest}
              onChange={(version) =>
                onVersion({ payload: content.payload, draft: { ...draft, version } })
              }
            />
          </Box>
        </Card>
        <PayloadEditor
          formId={formId}
          template={template}
          rules={rules}
          draft={content}
          errors={errors}
          failedSubmits={form.failedSubmits}
          keptFrom={kept}
          disabled={form.save.isPending}
          onSelect={form.selectTab}
          onExample={form.applyExample}
          onPayload={form.editPayload}
          onText={form.editText}
          onSubmit={form.submit}
        />
        <MorePanel {...fields} isOpenAtFirst={schedule !== null} />
      </Box>
      <Box sx={side}>
        <SaveBar form={form} isNew={schedule === null} title={template.title} />
        <PreviewCard preview={preview} timezone={draft.timezone} />
      </Box>
      <UnsavedChangesDialog isDirty={form.isDirty} title="Leave without saving?" />
    </Box>
  );
}

type SaveBarProps = { form: ScheduleFormState; isNew: boolean; title: string };

/** Shows the button that saves, and why nothing was saved; on a phone it stays at the lower edge. */
function SaveBar({ form, isNew, title }: SaveBarProps) {
  const { save, draftFaults, errors } = form;
  const action = isNew ? "Make the schedule" : "Save the changes";
  const isUnreadable = form.content.jsonError !== null;
  const count =
    draftFaults.length + (errors.isSubmitted ? errors.visible.length : 0) + Number(isUnreadable);
  const isOther = save.isError && count === 0;
  return (
    <Box sx={stickyBar}>
      {isOther ? (
        <Alert severity="error" sx={{ mb: 1 }}>
          {problemText(save.error).detail}
        </Alert>
      ) : null}
      {form.failedSubmits > 0 && count > 0 ? (
        <Alert severity="error" role="alert" sx={{ mb: 1 }}>
          {count === 1 ? "One field needs a change" : `${count} fields need a change`}
        </Alert>
      ) : null}
      <Button
        variant="contained"
        size="large"
        fullWidth
        loading={save.isPending}
        onClick={form.submit}
      >
        {action}
      </Button>
      {form.confirmation.asked === null ? null : (
        <ConfirmationDialog
          title={`${title}: schedule it?`}
          action={action}
          confirmation={form.confirmation}
        />
      )}
    </Box>
  );
}

const columns = {
  display: { xs: "flex", md: "grid" },
  flexDirection: "column",
  gap: { xs: 2, md: 3 },
  alignItems: { xs: "stretch", md: "start" },
  gridTemplateColumns: { md: "minmax(0, 1fr) 340px", lg: "minmax(0, 1fr) 440px" },
} as const;
const column = { display: "grid", gap: 2, minWidth: 0 } as const;
const side = {
  display: { xs: "contents", md: "grid" },
  gridTemplateColumns: "minmax(0, 1fr)",
  gap: 2,
} as const;
