import Checkbox from "@mui/material/Checkbox";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useState } from "react";
import { useTemplateTitles } from "../../../lib/api/use-template-titles.ts";
import { FilterButton } from "./filter-button.tsx";

type FilterProps = { chosen: string[]; onChange: (names: string[]) => void };

/** Limits the list to jobs of the chosen templates. */
export function TemplateFilter({ chosen, onChange }: FilterProps) {
  const titles = useTemplateTitles();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const toggle = (name: string) =>
    onChange(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
  return (
    <>
      <FilterButton
        active={chosen.length > 0}
        popup="menu"
        open={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {labelOf(chosen, titles)}
      </FilterButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {[...titles].map(([name, title]) => (
          <MenuItem
            key={name}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(name)}
            onClick={() => toggle(name)}
            sx={{ pl: 1 }}
          >
            <Checkbox
              size="small"
              checked={chosen.includes(name)}
              tabIndex={-1}
              aria-hidden
              sx={{ p: 0.5, mr: 0.5 }}
            />
            {title}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

function labelOf(chosen: string[], titles: ReadonlyMap<string, string>): string {
  const [first] = chosen;
  if (first === undefined) return "Template";
  return chosen.length === 1 ? (titles.get(first) ?? first) : `${chosen.length} templates`;
}
