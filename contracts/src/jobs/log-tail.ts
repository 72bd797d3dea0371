/** Most lines that one reply holds when a log is read from its end. */
export const maxTailLines = 1000;
