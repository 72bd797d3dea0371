import type { Role, Sight } from "@formwork/contracts/account";

/** What each role may do, in a line. Each includes the ones before it. */
export const roleText: Record<Role, string> = {
  viewer: "Sees templates, jobs and workers",
  operator: "Runs, cancels and schedules jobs",
  author: "Publishes templates, whose code runs on workers",
  admin: "Manages people and settings",
};

/** Whose jobs somebody sees, as the end of a sentence. */
export const sightText: Record<Sight, string> = { own: "own jobs", all: "everybody's" };
