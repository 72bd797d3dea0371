/** Gives work a turn soon, each piece once however often it asks. */
export type Rota = (work: () => void) => void;

/**
 * Lets so many pieces of work be done per turn of the event loop, first come, first served. A
 * connection that asks for its turn sends everything that has gathered by then at once: the busier
 * the gateway, the fewer system calls an event costs.
 */
export function createRota({ perTurn }: { perTurn: number }): Rota {
  const asking = new Set<() => void>();

  function takeTurn() {
    let left = perTurn;
    for (const work of asking) {
      asking.delete(work);
      work();
      left -= 1;
      if (left === 0) break;
    }
    if (asking.size > 0) setImmediate(takeTurn);
  }
  return (work) => {
    if (asking.size === 0) setImmediate(takeTurn);
    asking.add(work);
  };
}
