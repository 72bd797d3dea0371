import { createInterface } from "node:readline";
import { createDescendants } from "./descendants.ts";
import { signalLeft } from "./left-processes.ts";
import { signalGroup } from "./process-group.ts";
import type { FromSupervisor, ToSupervisor } from "./supervisor-messages.ts";

/**
 * The script of the supervisor process, which ends the processes of attempts: those that have left
 * their group, and all of them when the worker no longer can. Its standard input is a pipe from the
 * worker, and closes when the worker has ended for whatever reason; this process then ends what it
 * watches, and itself.
 */
const watched = new Map<string, number>();
/** The folders of attempts that have a user of their own. */
const owners = new Map<number, string>();
const clearing = new Map<string, { group: number; until: number }>();
const descendants = createDescendants();
let fence: NodeJS.Timeout | undefined;

/** Returns true where any process of any watched attempt was there to be signalled. */
function signalAll(signal: NodeJS.Signals | 0): boolean {
  const groups = [...watched.values()].filter((group) => signalGroup(group, signal));
  const known = { groups, descendants, owners };
  return signalLeft(watched.keys(), signal, known).size > 0 || groups.length > 0;
}

function run(message: ToSupervisor) {
  if ("watch" in message) watch(message);
  else if ("remember" in message) descendants.add(message.folder, message.remember);
  else if ("signal" in message) terminate(message.signal);
  else if ("clear" in message) clear(message.clear, message.folder);
  else {
    clearTimeout(fence);
    if (message.fence !== null) fence = setTimeout(signalAll, message.fence, "SIGKILL");
  }
}

function watch({ watch: group, folder, user }: Extract<ToSupervisor, { watch: number }>) {
  watched.set(folder, group);
  if (user !== undefined) owners.set(user, folder);
}

function terminate(folder: string) {
  descendants.look(watched);
  const groups = [watched.get(folder) ?? 0];
  signalLeft([folder], "SIGTERM", { groups, descendants, owners });
}

/** Time between two looks at what attempts have started, in milliseconds. */
const lookMs = 250;
/** On a machine with many processes a look takes long; it has at most this part of the time. */
const maxLookShare = 0.05;

function lookAgain() {
  const from = performance.now();
  if (watched.size > 0) descendants.look(watched);
  setTimeout(lookAgain, Math.max(lookMs, (performance.now() - from) / maxLookShare));
}
setTimeout(lookAgain, lookMs);

/** Time in which killed processes end, in milliseconds. One that waits for a disk may not. */
const killTimeoutMs = 2000;
const clearPollMs = 20;

function clear(group: number, folder: string) {
  descendants.look(watched);
  clearing.set(folder, { group, until: performance.now() + killTimeoutMs });
  if (clearing.size === 1) setTimeout(clearNow);
}

/** One look through /proc serves all attempts that have just ended. */
function clearNow() {
  const found = signalLeft(clearing.keys(), "SIGKILL", { descendants, owners });
  for (const [folder, { group, until }] of clearing) {
    const isLeft = signalGroup(group, "SIGKILL") || found.has(folder);
    if (isLeft && performance.now() < until) continue;
    clearing.delete(folder);
    watched.delete(folder);
    for (const [user, owned] of owners) if (owned === folder) owners.delete(user);
    answer({ cleared: folder, isLeft });
  }
  if (clearing.size > 0) setTimeout(clearNow, clearPollMs);
}

function answer(message: FromSupervisor) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** Time that processes have to end after TERM, in milliseconds. */
const graceMs = 5000;
const endPollMs = 200;

function endAllAndExit() {
  const killAt = performance.now() + graceMs;
  const poll = () => {
    const isLeft = signalAll(performance.now() < killAt ? 0 : "SIGKILL");
    if (!isLeft || performance.now() > killAt + killTimeoutMs) process.exit();
    setTimeout(poll, endPollMs);
  };
  for (const folder of clearing.keys()) watched.delete(folder);
  signalLeft(clearing.keys(), "SIGKILL", { descendants, owners });
  signalAll("SIGTERM");
  poll();
}

// A service manager signals all processes of a service. This one stays until the worker, which
// drains first, has ended.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
process.stdout.on("error", () => undefined);
createInterface(process.stdin)
  .on("line", (line) => run(JSON.parse(line)))
  .on("close", endAllAndExit);
