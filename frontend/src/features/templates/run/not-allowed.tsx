import Alert from "@mui/material/Alert";
import { useMay } from "../../../lib/api/people/use-may.ts";

/** Says above the form why the signed-in user may not run the template. */
export function NotAllowed() {
  const roleRuns = useMay("jobs:write");
  return (
    <Alert severity="info" sx={{ mb: 2 }}>
      {roleRuns
        ? "You may see this template, and not run it. An admin, or an author who may run it, can add you under Access on this page."
        : "Your role does not run jobs. An admin can give you another one."}
    </Alert>
  );
}
