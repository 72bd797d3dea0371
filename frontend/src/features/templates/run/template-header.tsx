import TerminalIcon from "@mui/icons-material/TerminalRounded";
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { TextLink } from "../../../components/link-components.tsx";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { paths } from "../../../lib/paths.ts";
import { AccessButton } from "../access/access-button.tsx";
import { kindDescription } from "../template-kind.tsx";
import type { RunSource } from "./use-run-source.ts";

/** Shows description, version and kind of a template, and the job the form was filled in from. */
export function TemplateHeader({ source }: { source: RunSource }) {
  const { template, origin } = source;
  const { mayChange } = useTemplateRights();
  return (
    <>
      {template.description ? (
        <Typography sx={{ whiteSpace: "pre-line", maxWidth: 680 }}>
          {template.description}
        </Typography>
      ) : null}
      <Box
        sx={{
          display: "flex",
          flexWrap: "wrap",
          alignItems: "center",
          gap: 1,
          mt: 1,
          fontSize: "0.8125rem",
        }}
      >
        <span>Version {template.version}</span>
        {template.codeHash === undefined ? null : (
          <span title={`Its jobs run the code that was published with it: ${template.codeHash}`}>
            (code <code>{template.codeHash.slice(0, 8)}</code>)
          </span>
        )}
        <Separator />
        <Box component="span" sx={{ display: "inline-flex", alignItems: "center", gap: 0.5 }}>
          {template.run.kind === "command" ? <TerminalIcon sx={{ fontSize: 16 }} /> : null}
          {kindDescription(template.run.kind)}
        </Box>
        <Separator />
        <TextLink
          to={paths.jobs(String(new URLSearchParams({ template: template.name })))}
          color="inherit"
        >
          Recent jobs
        </TextLink>
        {mayChange(template.name) && (
          <>
            <Separator />
            <AccessButton name={template.name} title={template.title} />
          </>
        )}
        {(template.tags ?? []).map((tag) => (
          <Chip key={tag} size="small" label={tag} />
        ))}
      </Box>
      {origin === null ? null : (
        <Note>
          Filled in from job{" "}
          <TextLink to={paths.job(origin.id)} underline="always">
            {origin.id}
          </TextLink>
          ; the new job will be linked to it.
        </Note>
      )}
    </>
  );
}

/** Separates items on one line; hidden on a phone, where the line wraps. */
function Separator() {
  return (
    <Box component="span" aria-hidden sx={{ display: { xs: "none", sm: "inline" } }}>
      ·
    </Box>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <Typography sx={{ mt: 1, fontSize: "0.8125rem", color: "text.primary" }}>{children}</Typography>
  );
}
