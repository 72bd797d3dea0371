import Alert from "@mui/material/Alert";
import { TextLink } from "../../../components/link-components.tsx";
import type { RepairSource } from "./use-repair-source.ts";

/** Says in which version the jobs will run, and what becomes of fields that nobody touches. */
export function RepairVersion({ group, sample, template, newest }: RepairSource) {
  const made = sample.template.version;
  const other = template.version === newest ? made : newest;
  return (
    <Alert severity="info" sx={{ mb: 2.5 }}>
      {group.count === 1
        ? "The form shows the payload of the job."
        : "The form shows the payload of the newest job. What you change here changes in every job; all other fields, secrets too, stay as they are in each."}{" "}
      The jobs run in version {template.version}
      {template.version === newest ? ", the newest" : ""}
      {other !== template.version && (
        <>
          {" "}
          (
          <TextLink to={`?version=${other}`} color="inherit" underline="always">
            use version {other}
          </TextLink>
          )
        </>
      )}
      , and each is checked anew.
    </Alert>
  );
}
