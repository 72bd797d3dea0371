import type { Static } from "typebox";
import { closed, count, nullable, time } from "../shapes.ts";
import { Type } from "../typebox.ts";

/** The keys that seal secrets, and how far a replaced one has been done without. */

/** A key as replies show it: its id says nothing about it. */
export const SealKey = closed({
  id: Type.String({ description: "By which seals name it; a keyed hash of nothing secret" }),
  state: Type.Enum(["current", "old", "removable"], {
    description:
      "current: it seals; old: it opens what it sealed; removable: nothing was found any more that it sealed",
  }),
  isHere: Type.Boolean({ description: "Whether the process that answers has it" }),
  since: time("When the store first knew it"),
});

/** One pass through everything that is sealed. */
export const SealPass = closed(
  {
    place: Type.String({ description: "What it is going through; empty once it has finished" }),
    looked: count("Jobs, schedules and others that it has looked at"),
    resealed: count(
      "Of those, how many it has sealed again; fewer where two processes work on one part",
    ),
    unreadable: count("Of those, how many hold a secret that no key of this process opens"),
    startedAt: time("When it began"),
    finishedAt: nullable(time("When it ended"), "Null while it goes on"),
  },
  { description: "The newest pass; a second one, a minute later, makes sure of the first" },
);

export const SealKeys = closed({
  items: Type.Array(SealKey, { description: "The keys, the one that seals first" }),
  pass: nullable(SealPass, "Null before the first one"),
});
export type SealKeys = Static<typeof SealKeys>;
