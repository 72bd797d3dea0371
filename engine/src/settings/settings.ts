import type { ChangeLimits, Limits, LimitsReport } from "@formwork/contracts/limits";

/** The verbs of the settings that an admin changes while Formwork runs. */
export type Settings = {
  limits: () => Promise<Limits>;
  /** Returns whose jobs run and wait now. */
  limitsReport: () => Promise<LimitsReport>;
  /** Changes some limits and returns all. */
  setLimits: (params: { change: ChangeLimits }) => Promise<Limits>;
};
