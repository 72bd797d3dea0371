import { Cron, CronPattern } from "croner";
import { LRUCache } from "lru-cache";

/** A cron expression that was read. */
export type CronRule = {
  /** True where the hour may be any: such a schedule follows real time at clock changes. */
  followsRealTime: boolean;
  /** Returns the first local time after another one, or null where there is none. */
  nextLocal: (local: number) => number | null;
};

const mode = "5-or-6-parts";
const rules = new LRUCache<string, CronRule>({ max: 2000 });

/** Reads a cron expression that `cronFault` accepts. */
export function cronRule(expression: string): CronRule {
  const known = rules.get(expression);
  if (known !== undefined) return known;
  // As local times are counted like those of UTC, the rule knows no clock changes.
  const cron = new Cron(expression, { mode, timezone: "UTC" });
  const rule: CronRule = {
    followsRealTime: anyHour(expression),
    nextLocal: (local) => cron.nextRun(new Date(local))?.getTime() ?? null,
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

function isCron(expression: string): boolean {
  try {
    new CronPattern(expression, "UTC", { mode });
    return true;
  } catch {
    return false;
  }
}

function anyHour(expression: string): boolean {
  const hour = partsOf(expression).at(-4) ?? "*";
  const { hour: allowed } = new CronPattern(expression, "UTC", { mode });
  return /[*?]/.test(hour) || allowed.every((isAllowed) => isAllowed === 1);
}

function partsOf(expression: string): string[] {
  return expression.trim().split(/\s+/);
}
