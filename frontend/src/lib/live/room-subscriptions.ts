/** Which rooms are wanted, and by whom. */
export function createRoomSubscriptions() {
  const wanted = new Map<string, (() => void)[]>();

  return {
    all: () => [...wanted.keys()],
    /** True when nobody wanted the room before. */
    add(room: string, onJoined: () => void): boolean {
      const listeners = wanted.get(room);
      wanted.set(room, [...(listeners ?? []), onJoined]);
      return listeners === undefined;
    },
    /** True when nobody wants the room any more. */
    remove(room: string, onJoined: () => void): boolean {
      const rest = (wanted.get(room) ?? []).filter((listener) => listener !== onJoined);
      if (rest.length === 0) return wanted.delete(room);
      wanted.set(room, rest);
      return false;
    },
    /** Tells everybody who waits for one of these rooms. */
    joined(rooms: string[]) {
      for (const room of rooms) for (const listener of wanted.get(room) ?? []) listener();
    },
  };
}
