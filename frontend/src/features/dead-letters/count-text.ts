/** Says how many dead letters there are: "412 jobs in 3 groups". */
export function countText({ jobs, groups }: { jobs: number; groups: number }): string {
  return `${plural(jobs, "job")} in ${plural(groups, "group")}`;
}

/** Returns a number with its noun: "1 job", "2 jobs". */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
