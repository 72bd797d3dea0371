/**
 * Result codes of SQLite that say something about disk, memory or locks, and nothing about the
 * question.
 */
const outages: Record<number, string> = {
  5: "it is locked by another process",
  6: "it is locked",
  7: "memory is short",
  8: "it cannot be written",
  9: "the work was interrupted",
  10: "the disk fails",
  11: "the file is damaged",
  13: "the disk is full",
  14: "the file cannot be opened",
  15: "its locks fail",
  26: "the file is no database",
};

/** Names an outage of SQLite or a closed store in words; undefined for any other error. */
export function outageOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (!("code" in error)) return undefined;
  if (error.code === "ERR_INVALID_STATE") return "it is closed";
  if (error.code !== "ERR_SQLITE_ERROR" || !("errcode" in error)) return undefined;
  // The low byte is the result code, the rest tells its variety.
  return outages[Number(error.errcode) & 0xff];
}
