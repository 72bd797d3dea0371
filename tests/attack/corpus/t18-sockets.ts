import { setTimeout as wait } from "node:timers/promises";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import type { Corpus, Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

type Options = Partial<ManagerOptions & SocketOptions>;

const open = (target: Target, options: Options = {}): Socket =>
  io(target.url, {
    ...{ transports: ["websocket"], forceNew: true, reconnection: false },
    ...options,
  });

/** Resolves with whether a socket is let in. */
async function isLetIn(socket: Socket): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.once("connect", () => resolve(true));
  socket.once("connect_error", () => resolve(false));
  setTimeout(resolve, 10_000, false).unref();
  return promise;
}

async function judgeOpening(target: Target, options: Options): Promise<Verdict> {
  const socket = open(target, options);
  const verdict = (await isLetIn(socket)) ? "the socket was let in" : null;
  socket.close();
  return verdict;
}

const opening = (name: string, optionsOf: (target: Target) => Options) => ({
  name,
  run: (target: Target) => judgeOpening(target, optionsOf(target)),
});
const origin = (value: string) => ({ extraHeaders: { origin: value } });

export const socketOrigins: Corpus = {
  threat: "T17",
  title: "sockets from pages of other sites",
  attacks: [
    ...["https://evil.example", "http://localhost.evil.example", "null", "file://"].map((value) =>
      opening(`origin ${value}`, ({ tokens }) => ({
        ...origin(value),
        auth: { token: tokens.admin },
      })),
    ),
    opening("polling, which needs no upgrade", ({ tokens }) => ({
      ...{ transports: ["polling"], auth: { token: tokens.admin } },
      ...origin("https://evil.example"),
    })),
  ],
};

export const socketTokens: Corpus = {
  threat: "T18",
  title: "sockets without a session, or beyond its end",
  attacks: [
    ...[undefined, "", "x", "a.b.c", { $ne: null }, ["x"], 1].map((token) =>
      opening(`token ${JSON.stringify(token)}`, () => ({ auth: { token } })),
    ),
    {
      name: "a socket that stays after signing out",
      async run(target) {
        const token = target.tokens.viewer;
        if (token === undefined) return null;
        const socket = open(target, { auth: { token } });
        if (!(await isLetIn(socket))) throw new Error("a socket with a token is not let in");
        await target.ask("/api/v1/auth/sign-out", { method: "POST", token });
        for (let tries = 0; tries < 100 && socket.connected; tries++) await wait(100);
        const stays = socket.connected;
        socket.close();
        return stays ? "it was open 10 s later" : null;
      },
    },
  ],
};

/** More sockets of one user than there may be; those that are too many are not let in. */
export const socketFloods: Corpus = {
  threat: "T23",
  title: "floods of sockets and messages",
  attacks: [
    {
      name: "60 sockets of one user",
      async run(target) {
        const auth = { token: target.tokens.operator ?? target.tokens.admin };
        const sockets = Array.from({ length: 60 }, () => open(target, { auth }));
        const letIn = await Promise.all(sockets.map(isLetIn));
        if (!letIn.includes(true)) throw new Error("no socket is let in");
        await wait(500);
        const stay = sockets.filter(({ connected }) => connected).length;
        for (const socket of sockets) socket.close();
        return stay > 20 ? `${stay} were open` : null;
      },
    },
    {
      name: "2,000 messages at once",
      async run(target) {
        const socket = open(target, {
          auth: { token: target.tokens.author ?? target.tokens.admin },
        });
        if (!(await isLetIn(socket))) throw new Error("a socket with a token is not let in");
        for (let n = 0; n < 2000; n++) socket.emit("subscribe", { rooms: [`job:${n}`] });
        for (let tries = 0; tries < 100 && socket.connected; tries++) await wait(100);
        const stays = socket.connected;
        socket.close();
        return stays ? "it was heard to the end" : null;
      },
    },
    {
      name: "a binary message",
      async run(target) {
        const socket = open(target, {
          auth: { token: target.tokens.author ?? target.tokens.admin },
        });
        if (!(await isLetIn(socket))) throw new Error("a socket with a token is not let in");
        socket.emit("subscribe", new Uint8Array(1000));
        for (let tries = 0; tries < 100 && socket.connected; tries++) await wait(100);
        const stays = socket.connected;
        socket.close();
        return stays ? "the socket stayed open" : null;
      },
    },
  ],
};
