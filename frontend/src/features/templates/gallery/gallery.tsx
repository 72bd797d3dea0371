import type { TemplateSummary } from "@formwork/contracts/template";
import ClearIcon from "@mui/icons-material/FilterAltOffOutlined";
import AddIcon from "@mui/icons-material/NoteAddOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { type ReactNode, useState } from "react";
import { EmptyState } from "../../../components/fallbacks/empty-state.tsx";
import { favouriteTemplates, recentTemplates } from "../../../lib/storage/own-templates.ts";
import { arrangeTemplates } from "./arrange-templates.ts";
import { TemplateCard } from "./template-card.tsx";

/** Shows templates as cards, favourites and those used lately first. */
export function Gallery({ templates }: { templates: readonly TemplateSummary[] }) {
  const [favourites, setFavourites] = useState(favouriteTemplates.all);
  const [recent] = useState(recentTemplates.all);
  const groups = arrangeTemplates({ templates, favourites, recent });
  function toggle(name: string) {
    if (favouriteTemplates.has(name)) favouriteTemplates.remove(name);
    else favouriteTemplates.add(name);
    setFavourites(favouriteTemplates.all());
  }
  return groups.map(({ title, templates }) => (
    <Box key={title} sx={{ "& + &": { mt: 3 } }}>
      {groups.length > 1 && <Typography sx={groupTitle}>{title}</Typography>}
      <Cards label={groups.length > 1 ? title : "Templates"}>
        {templates.map((template) => (
          <TemplateCard
            key={template.name}
            template={template}
            isFavourite={favourites.includes(template.name)}
            onFavourite={toggle}
          />
        ))}
      </Cards>
    </Box>
  ));
}

const groupTitle = { mb: 1, fontSize: "0.8125rem", fontWeight: 550, color: "text.secondary" };

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

type CardsProps = { children: ReactNode; busy?: boolean; label?: string };

function Cards({ children, busy = false, label = "Templates" }: CardsProps) {
  return (
    <Box
      component="ul"
      aria-busy={busy}
      aria-label={label}
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
