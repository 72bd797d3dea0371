import { type ComponentType, Suspense } from "react";
import { lazyCode } from "./lazy-code.ts";

type Load = () => Promise<unknown>;
const loads: Load[] = [];

/**
 * Makes a component that opens above others, such as a menu or a dialog. Its code is loaded when it is
 * first opened, or before, when the page has nothing else to do; it is rendered only while it is open.
 */
export function lazyPopup<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  loads.push(load);
  const Popup = lazyCode(load);
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each module that asks
  return function LazyPopup(props: Props) {
    return (
      <Suspense fallback={null}>
        <Popup {...props} />
      </Suspense>
    );
  };
}

/** Returns what loads the code of every popup of the pages that have been loaded. */
export function popupLoads(): readonly Load[] {
  return loads;
}
