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
  return (
    <FilterButton active={chosen.length > 0} text={labelOf(chosen, titles)}>
      {(dialog) => (
        <TemplateChoice {...dialog} titles={titles} chosen={chosen} onChange={onChange} />
      )}
    </FilterButton>
  );
}

function labelOf(chosen: string[], titles: ReadonlyMap<string, string>): string {
  const [first] = chosen;
  if (first === undefined) return "Template";
  return chosen.length === 1 ? (titles.get(first) ?? first) : `${chosen.length} templates`;
}
