import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Card from "@mui/material/Card";
import TextField from "@mui/material/TextField";
import { useId } from "react";
import { ErrorSummary } from "../../../forms/error-summary.tsx";
import { KeptSecretsProvider } from "../../../forms/secrets/kept-secrets.ts";
import { TemplateForm } from "../../../forms/template-form.tsx";
import { countText } from "../../../lib/text/count-text.ts";
import { ChangesList } from "./changes-list.tsx";
import { RepairVersion } from "./repair-version.tsx";
import { useRepairForm } from "./use-repair-form.ts";
import type { RepairSource } from "./use-repair-source.ts";

/** Shows the form filled in with one job of a group, and what will change in all of them. */
export function RepairForm({ source }: { source: RepairSource }) {
  const { group, template, rules } = source;
  const repair = useRepairForm(source);
  const formId = useId();
  return (
    <Box sx={columns}>
      <Card sx={{ overflow: "visible", p: { xs: 2, sm: 3 } }}>
        <RepairVersion {...source} />
        {repair.errors.isSubmitted && (
          <ErrorSummary
            errors={repair.errors.visible}
            schema={rules.schema}
            failedSubmits={repair.failedSubmits}
          />
        )}
        <KeptSecretsProvider value={repair.keptFrom}>
          <TemplateForm
            id={formId}
            template={template}
            rules={rules}
            payload={repair.payload}
            errors={repair.errors}
            onChange={repair.setPayload}
            onSubmit={repair.submit}
            disabled={repair.isPending}
          />
        </KeptSecretsProvider>
      </Card>
      <Box sx={side}>
        <ChangesList changes={repair.changes} schema={rules.schema} />
        <TextField
          size="small"
          label="Jobs per minute at most"
          value={repair.perMinute}
          onChange={(event) => repair.setPerMinute(event.target.value)}
          error={repair.isRateWrong}
          helperText={
            repair.isRateWrong ? "A whole number from 1 to 60000" : "Empty: as fast as they can run"
          }
          slotProps={{ htmlInput: { inputMode: "numeric" } }}
        />
        {repair.refusal !== null && <Alert severity="error">{repair.refusal}</Alert>}
        <Button
          variant="contained"
          size="large"
          fullWidth
          loading={repair.isPending}
          onClick={repair.submit}
        >
          {repair.changes.length === 0
            ? `Run ${countText(group.count, "job")} again unchanged`
            : `Repair and run ${countText(group.count, "job")} again`}
        </Button>
      </Box>
    </Box>
  );
}

const columns = {
  display: "grid",
  gap: { xs: 2, md: 3 },
  alignItems: "start",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) 320px" },
} as const;
const side = { display: "grid", gap: 2, position: { md: "sticky" }, top: 24 } as const;
