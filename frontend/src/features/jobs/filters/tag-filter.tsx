import { lazyPopup } from "../../../components/lazy/lazy-popup.tsx";
import { FilterButton } from "./filter-button.tsx";

const TagChoice = lazyPopup(async () => (await import("./choices/tag-choice.tsx")).TagChoice);

type FilterProps = { chosen: string[]; onChange: (tags: string[]) => void };

/** Limits the list to jobs with all of the tags. */
export function TagFilter({ chosen, onChange }: FilterProps) {
  const text = chosen.length === 0 ? "Tags" : chosen.join(" + ");
  return (
    <FilterButton active={chosen.length > 0} text={text}>
      {(dialog) => <TagChoice {...dialog} chosen={chosen} onChange={onChange} />}
    </FilterButton>
  );
}
