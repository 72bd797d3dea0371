import { lazyPart } from "../../components/lazy/lazy-part.tsx";

/** The widgets that few forms have: the code of each is loaded with the first form that has it. */

/** Loads the widget of cron expressions, which can say them in words. */
export const CronInput = lazyPart(async () => (await import("./cron-input.tsx")).CronInput);

/** Loads the widget of instants, with their time zones. */
export const DateTimeInput = lazyPart(
  async () => (await import("./time/date-time-input.tsx")).DateTimeInput,
);

/** Loads the widget of times of day. */
export const TimeOfDayInput = lazyPart(
  async () => (await import("./time/time-of-day-input.tsx")).TimeOfDayInput,
);

/** Loads the widget of time zones. */
export const TimeZoneInput = lazyPart(
  async () => (await import("./time/time-zone-input.tsx")).TimeZoneInput,
);

/** Loads the widget of files. */
export const FileInput = lazyPart(async () => (await import("./file/file-input.tsx")).FileInput);

/** Loads the slider. */
export const RangeInput = lazyPart(
  async () => (await import("./number/range-input.tsx")).RangeInput,
);

/** Loads the widget of lists of short texts. */
export const TagsInput = lazyPart(async () => (await import("./tags/tags-input.tsx")).TagsInput);
