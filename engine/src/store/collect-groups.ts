import type { ErrorGroup, ErrorSort } from "./verbs/job-store.ts";

/** A group, or the part of one that was seen so far. Times are milliseconds since 1970. */
export type GroupPart<Sample> = {
  /** The group as stored. */
  group: string;
  count: number;
  firstAt: number;
  lastAt: number;
  /** The job that was made last. */
  sample: Sample;
  /** Jobs that failed at or after each of the times asked for. */
  since: number[];
};
/** The groups of a page, and how many groups and jobs there are in all. */
export type CollectedGroups<Sample> = {
  kept: GroupPart<Sample>[];
  groups: number;
  jobs: number;
};

/** The page of groups to collect. */
type CollectedPage = {
  sort: ErrorSort;
  /** Groups to keep. */
  wanted: number;
  after: GroupPlace | null;
};

/** Where a page ended: the last group's value in the order, and its name. */
export type GroupPlace = [value: number, group: string];

/** Returns the place of a group in an order. */
export function placeOfGroup(
  part: Pick<ErrorGroup, "count" | "lastAt"> & { group: string },
  sort: ErrorSort,
): GroupPlace {
  return [sort === "-count" ? part.count : part.lastAt, part.group];
}

/**
 * Collects the groups of one page. Parts of a group come one after the other, the oldest jobs first;
 * what lies outside the page is forgotten, so that the number of groups takes no memory.
 */
export function createGroupCollector<Sample>(page: CollectedPage) {
  let kept: GroupPart<Sample>[] = [];
  let open: GroupPart<Sample> | null = null;
  let groups = 0;
  let jobs = 0;

  function close(): void {
    if (open !== null) groups++;
    jobs += open?.count ?? 0;
    if (open !== null && isAfter(placeOfGroup(open, page.sort), page.after)) kept.push(open);
    open = null;
    if (kept.length > 2 * page.wanted) trim();
  }
  function trim(): void {
    const placed = kept.map((part) => ({ part, place: placeOfGroup(part, page.sort) }));
    placed.sort((a, b) => (precedes(a.place, b.place) ? -1 : 1));
    kept = placed.slice(0, page.wanted).map(({ part }) => part);
  }
  return {
    add(part: GroupPart<Sample>): void {
      if (open?.group === part.group) open = joined(open, part);
      else {
        close();
        open = part;
      }
    },
    end(): CollectedGroups<Sample> {
      close();
      trim();
      return { kept, groups, jobs };
    },
  };
}

/**
 * Collects the groups of one page from parts in any order, as long as each part of a group has older
 * jobs than those before it. Keeps all groups in memory: for jobs whose number is bounded.
 */
export function createLatestCollector<Sample>(page: CollectedPage) {
  const groups = new Map<string, GroupPart<Sample>>();
  return {
    add(part: GroupPart<Sample>): void {
      const newer = groups.get(part.group);
      groups.set(part.group, newer === undefined ? part : joined(part, newer));
    },
    end(): CollectedGroups<Sample> {
      const collector = createGroupCollector<Sample>(page);
      for (const part of groups.values()) collector.add(part);
      return collector.end();
    },
  };
}

function joined<Sample>(one: GroupPart<Sample>, next: GroupPart<Sample>): GroupPart<Sample> {
  return {
    group: one.group,
    count: one.count + next.count,
    firstAt: Math.min(one.firstAt, next.firstAt),
    lastAt: Math.max(one.lastAt, next.lastAt),
    sample: next.sample,
    since: one.since.map((count, index) => count + (next.since[index] ?? 0)),
  };
}

/** The higher value comes first, then the name that comes first. */
function precedes([valueA, groupA]: GroupPlace, [valueB, groupB]: GroupPlace): boolean {
  return valueA === valueB ? groupA < groupB : valueA > valueB;
}

function isAfter(place: GroupPlace, after: GroupPlace | null): boolean {
  return after === null || precedes(after, place);
}
