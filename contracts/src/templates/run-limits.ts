import type { Static } from "typebox";
import { closed, duration } from "../shapes.ts";
import { Type } from "../typebox.ts";

/** What the processes of one attempt may take of the machine; the operator sets the most of each. */
export const RunLimits = closed(
  {
    cpu: Type.Optional(
      duration("Processor time that one process of an attempt may take; 1h unless told"),
    ),
    memory: Type.Optional(
      Type.Integer({
        minimum: 32,
        maximum: 1_000_000,
        description: "Memory that one process of an attempt may take, in MB; 1024 unless told",
      }),
    ),
    processes: Type.Optional(
      Type.Integer({
        minimum: 16,
        maximum: 100_000,
        description: "Processes and threads of an attempt at the same time; 256 unless told",
      }),
    ),
    fileSize: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_000_000,
        description: "Length of a file that an attempt writes, in MB; 1024 unless told",
      }),
    ),
  },
  { description: "What an attempt may take of the machine; the operator sets the most of each" },
);
export type RunLimits = Static<typeof RunLimits>;

/** The limits of a template that names none. */
export const limitDefaults = {
  cpu: "1h",
  memory: 1024,
  processes: 256,
  fileSize: 1024,
} as const satisfies Required<RunLimits>;
