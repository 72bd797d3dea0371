/** Limits of one socket, of one user and of the gateway itself. */
export type SocketLimits = {
  /** Open sockets of one user. Further ones are refused. */
  socketsPerUser: number;
  /** Sockets that a user may open in a minute, as a rate and as a burst. Further ones are refused. */
  connectsPerMinute: number;
  /** Messages that a socket may send, as a rate and as a burst. Further ones are refused. */
  messagesPerSecond: number;
  /**
   * Packets of any kind that a socket may send, as a rate and as a burst. More close the socket.
   */
  packetsPerSecond: number;
  /** Largest packet that a client may send, in bytes. */
  packetBytes: number;
  roomsPerSocket: number;
  /**
   * Packets and bytes that are handed to a socket's connection and not yet sent. Beyond them log
   * lines are dropped and events are queued.
   */
  unsentPackets: number;
  unsentBytes: number;
  /**
   * Events queued for a socket. Beyond them it receives `lagged` and is closed. The queues of all
   * sockets share the encoded events.
   */
  waitingEvents: number;
  /** Events kept in memory for replays. Older ones are read from the bus. */
  recentEvents: number;
  /** Events that a replay sends before it waits for the socket. */
  eventsPerPage: number;
  /** Time within which the bus has to return a page of events, in milliseconds. */
  pageTimeoutMs: number;
  /** Time between two checks of a socket's token, in milliseconds. At most 5 s are promised. */
  recheckIntervalMs: number;
  /** Time within which a connection has to sign in, in milliseconds. */
  handshakeTimeoutMs: number;
  /** Time within which a peer has to close its connection, in milliseconds. */
  closeTimeoutMs: number;
};

export const defaultSocketLimits: SocketLimits = {
  socketsPerUser: 20,
  connectsPerMinute: 240,
  messagesPerSecond: 20,
  packetsPerSecond: 100,
  packetBytes: 64 * 1024,
  roomsPerSocket: 200,
  unsentPackets: 256,
  unsentBytes: 1024 * 1024,
  waitingEvents: 8192,
  recentEvents: 8192,
  eventsPerPage: 500,
  pageTimeoutMs: 10_000,
  recheckIntervalMs: 2000,
  handshakeTimeoutMs: 10_000,
  closeTimeoutMs: 10_000,
};
