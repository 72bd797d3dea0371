import type { Payload } from "@formwork/contracts/schema/payload/payload";
import type { Template } from "@formwork/contracts/template";
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Skeleton from "@mui/material/Skeleton";
import { lazy, type ReactNode, Suspense } from "react";
import { KeepMounted } from "../../components/keep-mounted.tsx";
import { ErrorSummary } from "../error-summary.tsx";
import { type KeptFrom, KeptSecretsProvider } from "../secrets/kept-secrets.ts";
import { TemplateForm } from "../template-form.tsx";
import type { PayloadRules } from "../validation/payload-rules.ts";
import type { FieldErrorsState } from "../validation/use-field-errors.ts";
import type { PayloadDraft } from "./payload-draft.ts";
import { PayloadTabs } from "./payload-tabs.tsx";

type EditorProps = {
  formId: string;
  template: Template;
  rules: PayloadRules;
  draft: PayloadDraft;
  errors: FieldErrorsState;
  failedSubmits: number;
  /** The secrets that the payload may keep. */
  keptFrom: KeptFrom;
  disabled: boolean;
  onSelect: (tab: PayloadDraft["tab"]) => void;
  onExample: (payload: Payload) => void;
  onPayload: (payload: Payload) => void;
  onText: (text: string) => void;
  onSubmit: () => void;
  /** What is shown above the fields. */
  children?: ReactNode;
};

// The editor's code is as large as that of the rest of the page, and most users never open it.
const JsonTab = lazy(async () => ({ default: (await import("./json-tab.tsx")).JsonTab }));

/** Edits a payload in two tabs, the form of its template and JSON, with the template's examples. */
export function PayloadEditor({ template, rules, draft, errors, ...props }: EditorProps) {
  return (
    <Card sx={{ overflow: "visible" }}>
      <PayloadTabs
        draft={draft}
        examples={template.examples ?? []}
        onSelect={props.onSelect}
        onExample={props.onExample}
      />
      <Box
        role="tabpanel"
        aria-label={draft.tab === "form" ? "Form" : "JSON"}
        sx={{ p: { xs: 2, sm: 3 } }}
      >
        {props.children}
        {errors.isSubmitted ? (
          <ErrorSummary
            errors={errors.visible}
            schema={rules.schema}
            failedSubmits={props.failedSubmits}
            linked={draft.tab === "form"}
          />
        ) : null}
        <KeptSecretsProvider value={props.keptFrom}>
          <KeepMounted shown={draft.tab === "form"}>
            <TemplateForm
              id={props.formId}
              template={template}
              rules={rules}
              payload={draft.payload}
              errors={errors}
              onChange={props.onPayload}
              onSubmit={props.onSubmit}
              disabled={props.disabled}
            />
          </KeepMounted>
        </KeptSecretsProvider>
        {draft.tab === "form" ? null : (
          <Suspense fallback={<Skeleton variant="rounded" height={380} />}>
            <JsonTab draft={draft} errors={errors.all} onChange={props.onText} />
          </Suspense>
        )}
      </Box>
    </Card>
  );
}
