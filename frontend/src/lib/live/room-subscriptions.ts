/** Counts the listeners of each room, so that a room is joined and left once for all of them. */
export function createRoomSubscriptions() {
  const listenersByRoom = new Map<string, (() => void)[]>();

  return {
    /** The rooms that have a listener. */
    all: () => [...listenersByRoom.keys()],
    /** Adds a listener; true when it is the room's first. */
    add(room: string, onJoined: () => void): boolean {
      const listeners = listenersByRoom.get(room);
      listenersByRoom.set(room, [...(listeners ?? []), onJoined]);
      return listeners === undefined;
    },
    /** Removes a listener; true when it was the room's last. */
    remove(room: string, onJoined: () => void): boolean {
      const rest = (listenersByRoom.get(room) ?? []).filter((listener) => listener !== onJoined);
      if (rest.length === 0) return listenersByRoom.delete(room);
      listenersByRoom.set(room, rest);
      return false;
    },
    /** Calls the listeners of these rooms. */
    joined(rooms: string[]) {
      for (const room of rooms) for (const listener of listenersByRoom.get(room) ?? []) listener();
    },
  };
}
