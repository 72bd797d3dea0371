/**
 * Returns the command that runs a program as a user of an image, given as in Dockerfiles:
 * `1000:1000`. Only root may do that; other users, and images without one, need no command.
 */
export function asUser(user = ""): string[] {
  const [uid, gid] = user.split(":");
  return user !== "" && process.getuid?.() === 0
    ? ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"]
    : [];
}
