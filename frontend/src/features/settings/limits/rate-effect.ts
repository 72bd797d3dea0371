import { type Limit, signInsOfAddress } from "@formwork/contracts/limits";
import { countText } from "../../../lib/text/count-text.ts";

/** Requests that a page makes when it is opened, roughly; with fewer a minute people wait. */
const requestsOfPeople = 120;

/** Says what a limit by the minute means for who comes up against it. */
export function rateEffect(limit: Limit, perMinute: number | null): string {
  if (perMinute === null) return noLimit[limit];
  const one = `then one ${every(60 / perMinute)}`;
  switch (limit) {
    case "requests": {
      const few =
        perMinute < requestsOfPeople
          ? " Opening a page takes up to twenty: people will have to wait."
          : "";
      return `${countText(perMinute, "request")} at once, ${one}.${few}`;
    }
    case "submits":
      return `${countText(perMinute, "job")} at once, ${one}. A larger batch is taken whole, and makes its sender wait longer.`;
    case "subscriptions":
      return `${countText(perMinute, "stream")} opened at once, ${one}.`;
    case "signIns":
      return `${countText(perMinute, "wrong password")} for an account, ${one}; ${(signInsOfAddress * perMinute).toLocaleString("en")} from a network address.`;
  }
}

const noLimit: Record<Limit, string> = {
  requests: "As many as callers make.",
  submits: "As many as callers submit.",
  subscriptions: "As many as callers open.",
  signIns: "",
};

/** Says a time between two calls: in seconds, or how many there are in one. */
function every(seconds: number): string {
  if (seconds === 1) return "a second";
  if (seconds < 1) return `each ${Number((seconds * 1000).toPrecision(2))} ms`;
  return `every ${Number(seconds.toPrecision(2))} s`;
}
