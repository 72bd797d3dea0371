import Skeleton from "@mui/material/Skeleton";
import { type ComponentType, Suspense } from "react";
import { lazyCode } from "./lazy-code.ts";

/**
 * Makes a component whose code is loaded when it is first shown; a grey box stands for it meanwhile,
 * also while the server cannot be reached.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  height = 36,
): ComponentType<Props> {
  const Part = lazyCode(load);
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each module that asks
  return function LazyPart(props: Props) {
    return (
      <Suspense fallback={<Skeleton variant="rounded" height={height} />}>
        <Part {...props} />
      </Suspense>
    );
  };
}
