/** Who is in which room. */
export type Audience<Member> = {
  enter: (room: string, member: Member) => void;
  leave: (room: string, member: Member) => void;
  /** Everybody in any of the rooms, once. */
  of: (rooms: string[]) => Set<Member>;
};

/** Makes an audience with nobody in it. */
export function createAudience<Member>(): Audience<Member> {
  const rooms = new Map<string, Set<Member>>();
  return {
    enter(room, member) {
      const members = rooms.get(room) ?? new Set();
      rooms.set(room, members.add(member));
    },
    leave(room, member) {
      const members = rooms.get(room);
      members?.delete(member);
      if (members?.size === 0) rooms.delete(room);
    },
    of: (names) => new Set(names.flatMap((name) => [...(rooms.get(name) ?? [])])),
  };
}
