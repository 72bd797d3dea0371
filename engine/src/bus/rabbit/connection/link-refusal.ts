import { unescape as decoded } from "node:querystring";

const accessRefused = 403;
/** Errors of the handshake have no code: amqplib keeps only a text of what the broker sent. */
const loginRefused = /^Handshake terminated by server: 403\b/;
const hostRefused = /^Expected ConnectionOpenOk; got <ConnectionClose\b/;

/**
 * Returns what to do about a broker that refuses the user or virtual host of `url`, which a retry
 * does not mend; undefined for any other error. Names the user, never the password.
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
