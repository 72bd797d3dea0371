import type { Limits } from "@formwork/contracts/limits";

/** The verbs of the settings that an admin changes while Formwork runs. */
export type Settings = {
  limits: () => Promise<Limits>;
  setLimits: (params: { limits: Limits }) => Promise<Limits>;
};
