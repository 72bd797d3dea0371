import { useState } from "react";
import { lazyPopup } from "../../../components/lazy/lazy-popup.tsx";
import { FilterButton } from "./filter-button.tsx";

const TagChoice = lazyPopup(async () => (await import("./choices/tag-choice.tsx")).TagChoice);

type FilterProps = { chosen: string[]; onChange: (tags: string[]) => void };

/** Limits the list to jobs with all of the tags. */
export function TagFilter({ chosen, onChange }: FilterProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <FilterButton
        active={chosen.length > 0}
        popup="dialog"
        open={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {chosen.length === 0 ? "Tags" : chosen.join(" + ")}
      </FilterButton>
      {anchor !== null && (
        <TagChoice
          anchor={anchor}
          chosen={chosen}
          onChange={onChange}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
