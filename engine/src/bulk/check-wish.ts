import type { CreateJobAction } from "@formwork/contracts/job-action";
import { faultyChange } from "@formwork/contracts/payload-changes";
import { isMasked } from "@formwork/contracts/schema/secrets/secret-mask";
import { fail } from "../errors.ts";

/** Longest filter as JSON, in characters: as much as an address holds. */
const maxFilterLength = 8000;

/**
 * Refuses an action that does not say which jobs it is about: it needs ids or a filter, and an empty
 * filter needs `all`, since a program that loses its filter would otherwise move every job.
 */
export function checkWish(wish: CreateJobAction): void {
  const { ids, filter, all = false } = wish;
  checkRepair(wish);
  if (ids !== undefined && filter !== undefined)
    refuse("/filter", "cannot be given with ids; give exactly one of them");
  if (ids === undefined && filter === undefined)
    refuse("/ids", "or filter has to be given: the jobs that the action is about");
  if (filter === undefined) {
    if (all) refuse("/all", "belongs to an empty filter");
    return;
  }
  const isEmpty = Object.values(filter).every(isVoid);
  if (isEmpty && !all)
    refuse("/filter", "is empty and would match every job; send `all: true` with it to mean that");
  if (!isEmpty && all) refuse("/all", "belongs to an empty filter, and this one is not empty");
  if (JSON.stringify(filter).length > maxFilterLength)
    refuse("/filter", `must not be longer than ${maxFilterLength} characters`);
}

/** Refuses a repair without changes to make, and one that would copy a secret of another job. */
function checkRepair({ action, repair }: CreateJobAction): void {
  if (action !== "repair") {
    if (repair !== undefined) refuse("/repair", "belongs to the action `repair`");
    return;
  }
  if (repair === undefined) refuse("/repair", "has to be given: what is changed in each job");
  repair.changes.forEach((change, place) => {
    if (faultyChange([change]) !== null)
      refuse(
        `/repair/changes/${place}/path`,
        "must not name `__proto__`, `constructor` or `prototype`",
      );
    if (holdsMask(change.value))
      refuse(
        `/repair/changes/${place}/value`,
        "holds a kept secret, which belongs to one job alone; type this secret again",
      );
  });
}

function holdsMask(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isMasked(value);
  return Object.values(value).some(holdsMask);
}

/** True for a value that narrows nothing: an empty list, or a text without words. */
function isVoid(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : String(value ?? "").trim() === "";
}

function refuse(pointer: string, message: string): never {
  return fail("invalid-request", `${pointer} ${message}`, [{ pointer, message, keyword: "oneOf" }]);
}
