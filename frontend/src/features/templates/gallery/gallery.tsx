import type { TemplateSummary } from "@formwork/contracts/template";
import ClearIcon from "@mui/icons-material/FilterAltOffOutlined";
import AddIcon from "@mui/icons-material/NoteAddOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import type { ReactNode } from "react";
import { EmptyState } from "../../../components/empty-state.tsx";
import { TemplateCard } from "./template-card.tsx";

/** Shows templates as cards. */
export function Gallery({ templates }: { templates: readonly TemplateSummary[] }) {
  return (
    <Cards>
      {templates.map((template) => (
        <TemplateCard key={template.name} template={template} />
      ))}
    </Cards>
  );
}

/** The placeholder of the gallery while it loads. */
export function GallerySkeleton() {
  return (
    <Cards busy>
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <Skeleton key={key} component="li" variant="rounded" height={164} />
      ))}
    </Cards>
  );
}

function Cards({ children, busy = false }: { children: ReactNode; busy?: boolean }) {
  return (
    <Box
      component="ul"
      aria-busy={busy}
      aria-label="Templates"
      sx={{
        display: "grid",
        gap: 2,
        gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 300px), 1fr))",
        p: 0,
        m: 0,
        listStyle: "none",
      }}
    >
      {children}
    </Box>
  );
}

/** Says that there is no template, and how to add one. */
export function NoTemplates() {
  return (
    <EmptyState icon={AddIcon} title="No templates yet">
      A template is one JSON file: what to ask for, and what to run. Put one into the folder{" "}
      <code>templates/</code> (setting <code>FORMWORK_TEMPLATES</code>) and start Formwork again, or
      publish it with <code>PUT /api/v1/templates/:name</code>.
    </EmptyState>
  );
}

/** Says that no template matches the filters. */
export function NoMatch({ onClear }: { onClear: () => void }) {
  const clear = (
    <Button variant="outlined" onClick={onClear}>
      Show all templates
    </Button>
  );
  return (
    <EmptyState icon={ClearIcon} title="No template matches" action={clear}>
      Try fewer words or other tags.
    </EmptyState>
  );
}
