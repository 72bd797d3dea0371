import type { Retentions } from "@formwork/engine/retention/retention";
import type { Settings } from "@formwork/engine/settings/settings";
import type { HandlersOf } from "../http/handler.ts";

type Deps = { retention: Retentions; settings: Settings };

/** Reads and changes the settings that an admin changes while Formwork runs. */
export function settingHandlers({ retention, settings }: Deps): HandlersOf<"settings"> {
  return {
    "settings.retention": () => retention.get(),
    "settings.set-retention": ({ body }) => retention.set({ retention: body }),
    "settings.preview-retention": ({ body, signal }) =>
      retention.preview({ retention: body, signal }),
    "settings.retention-report": () => retention.report(),
    "settings.limits": () => settings.limits(),
    "settings.limits-report": () => settings.limitsReport(),
    "settings.set-limits": ({ body }) => settings.setLimits({ change: body }),
  };
}
