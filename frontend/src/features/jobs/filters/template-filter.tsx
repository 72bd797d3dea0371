import Popover from "@mui/material/Popover";
import { useState } from "react";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { FilterButton } from "./filter-button.tsx";

const heightPx = 320;
const TemplateChoice = lazyPart(
  async () => (await import("./template-choice.tsx")).TemplateChoice,
  heightPx,
);

type FilterProps = { chosen: string[]; onChange: (names: string[]) => void };

/** Limits the list to jobs of the chosen templates. */
export function TemplateFilter({ chosen, onChange }: FilterProps) {
  const titles = useTemplateTitles();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <FilterButton
        active={chosen.length > 0}
        popup="dialog"
        open={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {labelOf(chosen, titles)}
      </FilterButton>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
        slotProps={{ paper: { role: "dialog", "aria-label": "Templates" } }}
      >
        <TemplateChoice titles={titles} chosen={chosen} onChange={onChange} />
      </Popover>
    </>
  );
}

function labelOf(chosen: string[], titles: ReadonlyMap<string, string>): string {
  const [first] = chosen;
  if (first === undefined) return "Template";
  return chosen.length === 1 ? (titles.get(first) ?? first) : `${chosen.length} templates`;
}
