import { isProblemError } from "@formwork/contracts/client/problem-error";
import { type ComponentType, lazy } from "react";
import { loadCode } from "../../lib/bundle/load-code.ts";

const retryMs = 2_000;

/**
 * Makes a component whose code is loaded when it is first rendered; within `Suspense` something else
 * stands for it meanwhile, also while the server cannot be reached.
 */
export function lazyCode<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await untilLoaded(load) }));
}

async function untilLoaded<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await loadCode(load);
  } catch (error) {
    if (!isProblemError(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    return untilLoaded(load);
  }
}
