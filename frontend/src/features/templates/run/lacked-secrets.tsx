import { secretNamesOf } from "@formwork/contracts/secret-names";
import type { Template } from "@formwork/contracts/template";
import Alert from "@mui/material/Alert";
import { useFileFaults } from "../faults/use-file-faults.ts";

/** Says above the form that jobs will fail, since a secret that the template names is missing. */
export function LackedSecrets({ template: { name, run } }: { template: Template }) {
  const { data } = useFileFaults({ enabled: secretNamesOf(run).length > 0 });
  const faults = (data?.items ?? []).filter(
    ({ file, template }) => file === "" && template === name,
  );
  if (faults.length === 0) return null;
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      {faults.map(({ message }) => (
        <div key={message}>This template {message}</div>
      ))}
    </Alert>
  );
}
