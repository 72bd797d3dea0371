import { isProblemError } from "@formwork/contracts/client/problem-error";
import Skeleton from "@mui/material/Skeleton";
import { type ComponentType, lazy, Suspense } from "react";
import { loadCode } from "../lib/bundle/load-code.ts";

const retryMs = 2_000;

/**
 * Makes a component whose code is loaded when it is first shown; a grey box stands for it meanwhile,
 * also while the server cannot be reached.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  height = 36,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await untilLoaded(load) }));
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each module that asks
  return function LazyPart(props: Props) {
    return (
      <Suspense fallback={<Skeleton variant="rounded" height={height} />}>
        <Part {...props} />
      </Suspense>
    );
  };
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
