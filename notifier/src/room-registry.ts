/** Holds the members of each room. */
export type RoomRegistry<Member> = {
  join: (room: string, member: Member) => void;
  leave: (room: string, member: Member) => void;
  /** Returns the members of all these rooms together, each once. */
  membersOf: (rooms: string[]) => Set<Member>;
};

/** Creates a registry without members. */
export function createRoomRegistry<Member>(): RoomRegistry<Member> {
  const membersByRoom = new Map<string, Set<Member>>();
  return {
    join(room, member) {
      const members = membersByRoom.get(room) ?? new Set();
      membersByRoom.set(room, members.add(member));
    },
    leave(room, member) {
      const members = membersByRoom.get(room);
      members?.delete(member);
      if (members?.size === 0) membersByRoom.delete(room);
    },
    membersOf(rooms) {
      const found = new Set<Member>();
      for (const room of rooms)
        for (const member of membersByRoom.get(room) ?? []) found.add(member);
      return found;
    },
  };
}
