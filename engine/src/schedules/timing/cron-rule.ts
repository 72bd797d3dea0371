import { isCron } from "@formwork/contracts/cron";
import { Cron, CronPattern } from "croner";
import { LRUCache } from "lru-cache";

/** A cron expression that was read. */
export type CronRule = {
  /** True where the hour may be any: such a schedule follows real time at clock changes. */
  followsRealTime: boolean;
  /** Returns whether it fires on a day, which is given by its local midnight. */
  firesOn: (day: number) => boolean;
  /** When it fires on such a day: in which hours, at which minutes and seconds of them. */
  hours: ReadonlySet<number>;
  minutes: ReadonlySet<number>;
  seconds: readonly number[];
  /** How often it fires in each quarter of such an hour. */
  perQuarter: readonly number[];
  /** Returns the first local time after another one, or null where there is none. */
  nextLocal: (local: number) => number | null;
};

const mode = "5-or-6-parts";
const dayMs = 86_400_000;
const rules = new LRUCache<string, CronRule>({ max: 2000 });

/** Reads a cron expression that `cronFault` accepts. */
export function cronRule(expression: string): CronRule {
  const known = rules.get(expression);
  if (known !== undefined) return known;
  // As local times are counted like those of UTC, the rule knows no clock changes.
  const cron = new Cron(expression, { mode, timezone: "UTC" });
  const nextLocal = (local: number) => cron.nextRun(new Date(local))?.getTime() ?? null;
  const { hour, minute, second } = new CronPattern(expression, "UTC", { mode });
  const minutes = allowedIn(minute);
  const seconds = allowedIn(second);
  const rule: CronRule = {
    followsRealTime: anyHour(expression),
    firesOn: (day) => (nextLocal(day - 1) ?? Number.POSITIVE_INFINITY) < day + dayMs,
    hours: new Set(allowedIn(hour)),
    minutes: new Set(minutes),
    seconds,
    perQuarter: [0, 15, 30, 45].map(
      (first) =>
        minutes.filter((minute) => minute >= first && minute < first + 15).length * seconds.length,
    ),
    nextLocal,
  };
  rules.set(expression, rule);
  return rule;
}

const fields = [
  { name: "second", allowed: "0 to 59" },
  { name: "minute", allowed: "0 to 59" },
  { name: "hour", allowed: "0 to 23" },
  { name: "day of the month", allowed: "1 to 31, or L for the last one" },
  { name: "month", allowed: "1 to 12, or JAN to DEC" },
  { name: "day of the week", allowed: "0 (Sunday) to 7 (Sunday), or SUN to SAT" },
] as const;

/** Returns what is wrong with an expression, by the name of its field, or null. */
export function cronFault(expression: string): string | null {
  if (isCron(expression)) return null;
  const parts = partsOf(expression);
  if (expression.trim().startsWith("@"))
    return "is no known word; @yearly, @monthly, @weekly, @daily and @hourly are";
  if (parts.length < 5 || parts.length > 6)
    return `has ${parts.length} fields; give 5 (minute, hour, day of the month, month, day of the week), or 6 with the second first`;
  const faults = parts.flatMap((part, place) => {
    const field = fields[place + fields.length - parts.length];
    const alone = fields.map((other) => (other === field ? part : "*")).join(" ");
    return field === undefined || isCron(alone)
      ? []
      : [
          `the ${field.name} "${part}" cannot be read; ${field.allowed}, *, lists, ranges and steps`,
        ];
  });
  return faults.join("; ") || "is no cron expression";
}

function anyHour(expression: string): boolean {
  const hour = partsOf(expression).at(-4) ?? "*";
  const { hour: allowed } = new CronPattern(expression, "UTC", { mode });
  return /[*?]/.test(hour) || allowed.every((isAllowed) => isAllowed === 1);
}

/** Returns the values that a field of a pattern allows; it has a 1 at the place of each. */
function allowedIn(field: readonly number[]): number[] {
  return field.flatMap((isAllowed, value) => (isAllowed === 1 ? [value] : []));
}

function partsOf(expression: string): string[] {
  return expression.trim().split(/\s+/);
}
