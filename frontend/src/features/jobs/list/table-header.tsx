import type { JobSort } from "@formwork/contracts/job-query";

const names = ["State", "Job", "Progress", "Attempt", "When", "Duration"];

/** The names of the columns; a phone's rows explain themselves. */
export function TableHeader({ sort }: { sort: JobSort }) {
  const order = sort.startsWith("-") ? "descending" : "ascending";
  return (
    <thead>
      <tr className="fw-head">
        {names.map((name) => (
          <th
            key={name}
            scope="col"
            aria-sort={name === "When" && sort.endsWith("createdAt") ? order : undefined}
          >
            {name}
          </th>
        ))}
        <th scope="col" aria-label="Actions" />
      </tr>
    </thead>
  );
}
