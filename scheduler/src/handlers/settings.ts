import type { Retentions } from "@formwork/engine/retention/retention";
import type { HandlersOf } from "../http/handler.ts";

/** Reads and changes the settings that an admin changes while Formwork runs. */
export function settingHandlers({ retention }: { retention: Retentions }): HandlersOf<"settings"> {
  return {
    "settings.retention": () => retention.get(),
    "settings.set-retention": ({ body }) => retention.set({ retention: body }),
    "settings.preview-retention": ({ body, signal }) =>
      retention.preview({ retention: body, signal }),
    "settings.retention-report": () => retention.report(),
  };
}
