import type { JobSort } from "@formwork/contracts/job-query";

const columns = ["State", "Job", "Progress", "Attempt", "When", "Duration"];

/** Shows the column names; hidden on a phone. */
export function TableHeader({ sort }: { sort: JobSort }) {
  const order = sort.startsWith("-") ? "descending" : "ascending";
  return (
    <thead>
      <tr className="fw-head">
        {columns.map((name) => (
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
