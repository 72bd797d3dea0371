import { useState } from "react";
import { lazyPopup } from "../../../components/lazy/lazy-popup.tsx";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { FilterButton } from "./filter-button.tsx";

const TemplateChoice = lazyPopup(
  async () => (await import("./choices/template-choice.tsx")).TemplateChoice,
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
      {anchor !== null && (
        <TemplateChoice
          anchor={anchor}
          titles={titles}
          chosen={chosen}
          onChange={onChange}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}

function labelOf(chosen: string[], titles: ReadonlyMap<string, string>): string {
  const [first] = chosen;
  if (first === undefined) return "Template";
  return chosen.length === 1 ? (titles.get(first) ?? first) : `${chosen.length} templates`;
}
