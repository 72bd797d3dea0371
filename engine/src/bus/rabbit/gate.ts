/** Lets so many in at once; the others wait outside, first come, first in. */
export type Gate = {
  /** Resolves once there is room; answers how to go out again, which may be done twice. */
  enter: () => Promise<() => void>;
};

/** Makes a gate for `most` at once. */
export function createGate({ most }: { most: number }): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;

  function goOut() {
    inside -= 1;
    waiting.shift()?.();
  }
  return {
    async enter() {
      if (inside >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      inside += 1;
      let left = false;
      return () => {
        if (!left) goOut();
        left = true;
      };
    },
  };
}
