import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

/**
 * Gives a log of events another id, so that no cursor of before is valid in it: readers begin anew. For
 * a log that was restored, and goes on in another way than readers remember.
 */
export function renewLogId(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.prepare("UPDATE log SET id = ?").run(randomBytes(6).toString("hex"));
  } finally {
    database.close();
  }
}
