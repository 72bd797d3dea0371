import type { TimeField } from "@formwork/contracts/job-query";
import { lazyPopup } from "../../../components/lazy/lazy-popup.tsx";
import { FilterButton } from "./filter-button.tsx";
import { rangeText } from "./time-range.ts";

const TimeChoice = lazyPopup(async () => (await import("./choices/time-choice.tsx")).TimeChoice);

type Range = { from: string; to: string; timeField: TimeField };
type FilterProps = Range & { onChange: (range: Range) => void };

/** Limits the list to jobs created, or finished, within a time range. */
export function TimeFilter({ onChange, ...range }: FilterProps) {
  const { from, to, timeField } = range;
  return (
    <FilterButton active={from !== "" || to !== ""} text={rangeText(from, to, timeField)}>
      {(dialog) => <TimeChoice {...dialog} range={range} onChange={onChange} />}
    </FilterButton>
  );
}
