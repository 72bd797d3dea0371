import type { JobSort } from "@formwork/contracts/job-query";
import ArrowDownward from "@mui/icons-material/ArrowDownward";
import ArrowUpward from "@mui/icons-material/ArrowUpward";
import type { Share } from "../bulk/selection/selection.ts";
import { timeColumnOf } from "./row/time-column.ts";

type SortProps = { sort: JobSort; onSort: (sort: JobSort) => void };
type HeaderProps = SortProps & {
  /** How many of the rows that are loaded are selected. */
  selected: Share;
  onSelect: () => void;
};

/** Shows the column names, of which some order the list; hidden on a phone. */
export function TableHeader({ sort, onSort, selected, onSelect }: HeaderProps) {
  const time = timeColumnOf(sort);
  return (
    <thead>
      <tr className="fw-head">
        <th scope="col">
          <label className="fw-check">
            <input
              ref={(box) => {
                if (box !== null) box.indeterminate = selected === "some";
              }}
              type="checkbox"
              aria-label="Select the jobs that are shown"
              checked={selected === "all"}
              onChange={onSelect}
            />
          </label>
        </th>
        <th scope="col">State</th>
        <th scope="col">Job</th>
        <th scope="col">Progress</th>
        <th scope="col">Attempt</th>
        <SortHeading name="Priority" by="priority" sort={sort} onSort={onSort} />
        <SortHeading name={time.name} by={time.by} sort={sort} onSort={onSort} />
        <th scope="col">Duration</th>
        <th scope="col" aria-label="Actions" />
      </tr>
    </thead>
  );
}

type HeadingProps = SortProps & {
  name: string;
  by: "priority" | "createdAt" | "runAt" | "finishedAt";
};

/** Orders by its column, the highest or latest first; a second press turns the order round. */
function SortHeading({ name, by, sort, onSort }: HeadingProps) {
  const isOn = sort.endsWith(by);
  const isFalling = sort.startsWith("-");
  const Arrow = isOn && !isFalling ? ArrowUpward : ArrowDownward;
  return (
    <th scope="col" aria-sort={isOn ? directionOf(isFalling) : undefined}>
      <button
        type="button"
        className={isOn ? "sort on" : "sort"}
        onClick={() => onSort(isOn && isFalling ? by : `-${by}`)}
      >
        {name}
        <Arrow aria-hidden />
      </button>
    </th>
  );
}

function directionOf(isFalling: boolean): "ascending" | "descending" {
  return isFalling ? "descending" : "ascending";
}
