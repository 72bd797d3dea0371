import { createElement, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { act } from "./act.ts";

/** A hook that is rendered in a component of its own. */
export type RenderedHook<Props, Result> = {
  /** Returns what the hook returned at the last render. */
  result: () => Result;
  rerender: (props: Props) => Promise<void>;
  unmount: () => Promise<void>;
};

/** Adds the contexts that a hook needs. */
export type Wrap = (children: ReactNode) => ReactNode;

const mounted = new Set<() => Promise<void>>();

/** Unmounts every hook that is still rendered. */
export async function unmountHooks(): Promise<void> {
  for (const unmount of mounted) await unmount();
}

type HostProps = {
  useHook: (props: unknown) => unknown;
  props: unknown;
  last: { result?: unknown };
};

/**
 * Renders a hook inside the contexts that `wrap` adds, and waits for its effects. It is unmounted
 * at the end of the test by `installDom`, which the suite needs.
 */
export async function renderHook<Props, Result>(
  useHook: (props: Props) => Result,
  props: NoInfer<Props>,
  wrap: Wrap = (children) => children,
): Promise<RenderedHook<Props, Result>> {
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  const last: HostProps["last"] = {};
  const render = (next: Props) =>
    act(async () =>
      root.render(
        // The host passes on props and result without looking at them.
        wrap(
          createElement(HookHost, { useHook: useHook as HostProps["useHook"], props: next, last }),
        ),
      ),
    );
  const unmount = () => {
    mounted.delete(unmount);
    return act(async () => root.unmount());
  };
  mounted.add(unmount);
  await render(props);
  return {
    result: () => last.result as Result,
    rerender: render,
    unmount,
  };
}

function HookHost({ useHook, props, last }: HostProps) {
  last.result = useHook(props);
  return null;
}
