import { unescape as decoded } from "node:querystring";

const accessRefused = 403;
/**
 * Errors of its handshake have no code: the library keeps nothing but words of what the broker
 * answered.
 */
const loginRefused = /^Handshake terminated by server: 403\b/;
const hostRefused = /^Expected ConnectionOpenOk; got <ConnectionClose\b/;

/**
 * What to do about a broker that refuses the user or virtual host of `url`, which trying again does
 * not mend; undefined when it is only away. Names the user, never the password.
 */
export function adviceOn(error: Error, url: string): string | undefined {
  const { username, pathname } = new URL(url);
  const user = `the user "${decoded(username) || "guest"}" of FORMWORK_BUS`;
  const host = `the virtual host "${decoded(pathname.slice(1)) || "/"}"`;
  if (loginRefused.test(error.message)) return `RabbitMQ refused ${user}: check name and password`;
  if (hostRefused.test(error.message))
    return `RabbitMQ refused ${user} at ${host}: check that it exists, and that the user has permissions there`;
  if ("code" in error && error.code === accessRefused)
    return `RabbitMQ refused ${user} a permission that it needs on ${host}`;
  return undefined;
}
