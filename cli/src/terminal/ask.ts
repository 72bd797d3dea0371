import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import { plainText } from "@formwork/contracts/text/plain-text";
import { endWith } from "../exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Asks a person, line by line. */
export type Prompt = {
  /** Returns the answer without blanks around it; "" where there is none. */
  ask: (question: string) => Promise<string>;
  /** Returns an answer that is not shown while it is typed. */
  askHidden: (question: string) => Promise<string>;
  close: () => void;
};

/** Opens the questions of one command: answers are lines of stdin, questions go to stderr. */
export function openPrompt(terminal: Terminal): Prompt {
  return terminal.stdin.isTTY === true ? typedPrompt(terminal) : pipedPrompt(terminal);
}

function pipedPrompt({ stdin }: Terminal): Prompt {
  const lines = createInterface({ input: stdin });
  const waiting = lines[Symbol.asyncIterator]();
  const ask = async () => {
    const { done, value } = await waiting.next();
    return done === true ? "" : value.trim();
  };
  return { ask, askHidden: ask, close: () => lines.close() };
}

function typedPrompt({ stdin, stderr }: Terminal): Prompt {
  let isHidden = false;
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!isHidden) stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: stdin, output: echo, terminal: true });
  const ask = async (question: string) => (await answerTo(lines, plainText(question))).trim();
  return {
    ask,
    async askHidden(question) {
      stderr.write(plainText(question));
      isHidden = true;
      const answer = await ask("").finally(() => {
        isHidden = false;
      });
      stderr.write("\n");
      return answer;
    },
    close: () => lines.close(),
  };
}

/** Resolves with what was typed, or "" at the end of the input. Ctrl-C ends the command. */
function answerTo(lines: Interface, question: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  lines.once("SIGINT", () => {
    try {
      endWith("interrupted", "");
    } catch (error) {
      reject(error);
    }
  });
  lines.once("close", () => resolve(""));
  lines.question(question, resolve);
  return promise;
}
