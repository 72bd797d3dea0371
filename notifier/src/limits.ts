/** What one socket, one user and the gateway itself may take up. */
export type Limits = {
  /** Sockets of one user at a time (T23). */
  socketsPerUser: number;
  /** Messages that a socket may send, sustained and at once; further ones are refused (T23). */
  messagesPerSecond: number;
  /** Packets of any kind; beyond them the socket is closed. */
  packetsPerSecond: number;
  /** Largest packet a client may send, in bytes. */
  packetBytes: number;
  roomsPerSocket: number;
  /**
   * What a socket's connection may hold unsent: packets and bytes (P6). Beyond it log lines are
   * shed and events wait.
   */
  unsentPackets: number;
  unsentBytes: number;
  /**
   * Events that may wait for a socket; beyond them it is told `lagged` and closed. They are shared
   * with the other sockets, not copied.
   */
  waitingEvents: number;
  /** Events kept in memory for replays; older ones are read from the bus. */
  recentEvents: number;
  /** Events that a replay hands over before it waits for the socket. */
  eventsPerPage: number;
  /** Longest wait for a page from the bus, in milliseconds. */
  pageMs: number;
  /** How often tokens are checked again, in milliseconds (T18: at most 5 s). */
  recheckMs: number;
  /** How long a connection may take to sign in, in milliseconds. */
  handshakeMs: number;
  /** How long a closed connection may take to go, in milliseconds. */
  goodbyeMs: number;
};

export const defaultLimits: Limits = {
  socketsPerUser: 20,
  messagesPerSecond: 20,
  packetsPerSecond: 100,
  packetBytes: 64 * 1024,
  roomsPerSocket: 200,
  unsentPackets: 256,
  unsentBytes: 1024 * 1024,
  waitingEvents: 8192,
  recentEvents: 8192,
  eventsPerPage: 500,
  pageMs: 10_000,
  recheckMs: 3000,
  handshakeMs: 10_000,
  goodbyeMs: 10_000,
};
