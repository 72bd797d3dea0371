import { act as reactAct } from "react";

const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };

/**
 * Runs `work` and what React renders because of it. Updates outside of it are rendered as in a
 * browser, a moment later, and React does not warn about them.
 */
export async function act(work: () => unknown): Promise<void> {
  environment.IS_REACT_ACT_ENVIRONMENT = true;
  try {
    await reactAct(async () => {
      await work();
    });
  } finally {
    environment.IS_REACT_ACT_ENVIRONMENT = false;
  }
}
