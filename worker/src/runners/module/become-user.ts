import { flushCompileCache } from "node:module";

/**
 * Makes this process that of another user, for good, where its arguments name one and a group. It has
 * been started by root, who alone can read Node's cache of compiled modules and the code of Formwork
 * wherever it lies; what it runs from here on has no more rights than that user. Returns whether it
 * did; throws where it cannot.
 */
export function becomeUser([uid, gid]: readonly string[]): boolean {
  if (uid === undefined || gid === undefined) return false;
  flushCompileCache(); // The other user cannot write it.
  process.setgroups?.([]);
  process.setgid?.(Number(gid));
  process.setuid?.(Number(uid));
  if (process.getuid?.() !== Number(uid)) throw new Error(`This process could not become ${uid}`);
  return true;
}
