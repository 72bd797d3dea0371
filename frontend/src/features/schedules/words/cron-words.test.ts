import { expect } from "chai";
import { cronWords } from "./cron-words.ts";

describe("cronWords", () => {
  const known: [expression: string, words: string][] = [
    ["0 7 * * 1-5", "weekdays at 07:00"],
    ["0 7 * * MON-FRI", "weekdays at 07:00"],
    ["0 0 7 * * 1-5", "weekdays at 07:00"],
    ["30 9 * * 0,6", "weekends at 09:30"],
    ["5 2 * * *", "every day at 02:05"],
    ["0 12 * * 7", "Sundays at 12:00"],
    ["0 12 * * MON,3", "Mondays and Wednesdays at 12:00"],
    ["0 0 1 * *", "on day 1 of each month at 00:00"],
    ["0 0 L * *", "on the last day of each month at 00:00"],
    ["*/15 * * * *", "every 15 minutes"],
    ["* * * * *", "every minute"],
    ["0 * * * *", "every hour"],
    ["20 * * * *", "every hour at minute 20"],
    ["0 */6 * * *", "every 6 hours"],
    ["@daily", "every day at 00:00"],
    ["@weekly", "Sundays at 00:00"],
  ];
  for (const [expression, words] of known)
    it(`says ${expression} as “${words}”`, () => {
      expect(cronWords(expression)).to.equal(words);
    });

  const others = [
    "*/7 * * * *",
    "*/15 8-18 * * *",
    "0 7 1 * 1",
    "0 0 1 1 *",
    "* * * * * *",
    "",
    "x",
    "constructor",
  ];
  for (const expression of others)
    it(`leaves “${expression}” to others`, () => {
      expect(cronWords(expression)).to.equal(null);
    });
});
