import type { CalendarDay } from "@formwork/contracts/schedule";

/**
 * One hour of the clock on one day. `places` are the hours of the day that the clock shows so: two
 * where clocks go back, none where they skip it.
 */
export type CalendarCell = { hour: number; places: number[]; starts: number };

const clockHours = 24;

/** Returns the 24 hours of the clock of a day, with their planned starts. */
export function cellsOf({ hours }: Pick<CalendarDay, "hours">): CalendarCell[] {
  return Array.from({ length: clockHours }, (_, hour) => {
    const places = hours.flatMap(({ local }, place) => (hourIn(local) === hour ? [place] : []));
    return { hour, places, starts: sum(places.map((place) => hours[place]?.starts ?? 0)) };
  });
}

/** Returns how strongly a cell is coloured, from 0 to 1: in proportion to the logarithm. */
export function strengthOf(starts: number, most: number): number {
  return starts === 0 || most === 0 ? 0 : Math.log2(1 + starts) / Math.log2(1 + most);
}

/** Returns the starts of a schedule in some hours of its day. */
export function startsIn(counts: readonly number[], places: readonly number[]): number {
  return sum(places.map((place) => counts[place] ?? 0));
}

function hourIn(local: string): number {
  return Number(local.slice(11, 13));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
