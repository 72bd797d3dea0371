import type { FieldError } from "@formwork/contracts/problem";
import { type CommandRun, environmentName } from "@formwork/contracts/run";
import { childPointer } from "@formwork/contracts/schema/pointer";
import {
  isObject,
  objectAt,
  resolveRef,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";

/** What callers choose: the payload, and the queue of their job. */
export const chosenByCallers = /\{\{\s*(?:payload\b|job\.queue\b)/;

/** Variables that decide which code a program or its runtime loads. */
const loadsCode =
  /^(?:PATH|LD_\w+|DYLD_\w+|NODE_(?:OPTIONS|PATH)|BASH_ENV|ENV|IFS|PYTHON\w+|PERL5\w+|RUBY\w+|JAVA_TOOL_OPTIONS|CLASSPATH|GIT_\w+)$/i;

/**
 * Returns the faults of a command: a program, a folder or a variable that decides which code runs
 * is not a payload's to choose, and variables have names that programs can read.
 */
export function commandFaults(
  { argv, cwd = "", env = {} }: CommandRun,
  payload: SchemaObject,
): FieldError[] {
  const [program = ""] = argv;
  return [
    ...programFaults(program),
    ...codeFaults(argv, payload),
    ...(chosenByCallers.test(cwd)
      ? [
          fault(
            "/run/cwd",
            "must not hold a placeholder of the payload: it decides where files are found",
          ),
        ]
      : []),
    ...Object.entries(env).flatMap(([name, text]) => variableFaults(name, text)),
  ];
}

function programFaults(program: string | string[]): FieldError[] {
  if (typeof program !== "string")
    return [fault("/run/argv/0", "must be the program, as one text")];
  if (program === "") return [fault("/run/argv/0", "must name a program")];
  return chosenByCallers.test(program)
    ? [
        fault(
          "/run/argv/0",
          "must not hold a placeholder of the payload: it decides which program runs",
        ),
      ]
    : [];
}

/** Programs that run code which stands among their words, by name or path. */
const interpreter =
  /(?:^|[\\/])(?:(?:ba|da|z|k|mk|a|c|tc)?sh|fish|python|perl|ruby|node|deno|bun|php|i?lua|pwsh|powershell|cmd)[\d.]*(?:\.exe)?$/i;
/** Options before such code: `-c`, `-lc`, `-e`, `-pe`, `-r`, `--eval`, `/c`. */
const codeOption = /^(?:-[a-z]*[cerp]|--(?:eval|print|command|run)|-(?:encoded)?command|\/[ck])$/i;
/** An option with its code in the same word. */
const codeInOption = /^--(?:eval|print|command|run)=/i;

/** The word after an option may be its value, as in `bash -o pipefail`; with these it is a file to run. */
const fileName = /[./]/;

/** Returns the places of the words that an interpreter among the others takes as code, with its name. */
function codeWords(words: readonly string[]): Map<number, string> {
  const found = new Map<number, string>();
  /** The interpreter whose options are read; its file or its code ends them. */
  let reading: string | undefined;
  let isCodeNext = false;
  for (const [place, word] of words.entries()) {
    if (interpreter.test(word)) [reading, isCodeNext] = [word, false];
    else if (reading === undefined) continue;
    else if (codeInOption.test(word)) found.set(place, reading);
    else if (codeOption.test(word)) isCodeNext = true;
    else if (word.startsWith("-")) continue;
    else if (isCodeNext) {
      found.set(place, reading);
      [reading, isCodeNext] = [undefined, false];
    } else if (!words[place - 1]?.startsWith("-") || fileName.test(word)) reading = undefined;
  }
  return found;
}

/** A free text that is part of the text of a shell could say anything there, however it is quoted. */
function codeFaults(argv: CommandRun["argv"], payload: SchemaObject): FieldError[] {
  const words = argv.flatMap((element, index) => [element].flat().map((word) => ({ word, index })));
  const code = codeWords(words.map(({ word }) => word));
  return words.flatMap(({ word, index }, place) => {
    const name = code.get(place);
    return name !== undefined && chosenByCallers.test(withoutPlainValues(word, payload))
      ? [
          fault(
            childPointer("/run/argv", index),
            `must not hold a placeholder of a text in the payload: it is code of ${name}; hand the value over as a word after it, which a shell knows as "$1", or in env`,
          ),
        ]
      : [];
  });
}

/** Leaves out the placeholders of fields whose values are numbers, booleans or listed ones. */
function withoutPlainValues(word: string, payload: SchemaObject): string {
  return word.replaceAll(/\{\{\s*payload\.([\w$.-]+)\s*\}\}/g, (placeholder, path: string) =>
    isPlain(payload, path.split("."), payload) ? "" : placeholder,
  );
}

/** True where the field at the end of a path takes no free text; `root` is what references lead into. */
function isPlain(schema: SchemaObject, [key, ...rest]: string[], root: SchemaObject): boolean {
  const { type, $ref, ...found } = { ...resolveRef(root, schema.$ref), ...schema };
  if (key !== undefined) {
    const properties = objectAt(found, "properties");
    const field = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return isObject(field) && isPlain(field, rest, root);
  }
  if ("enum" in found || "const" in found) return true;
  const types = [type].flat();
  return types.every((one) => one === "integer" || one === "number" || one === "boolean");
}

function variableFaults(name: string, text: string): FieldError[] {
  const pointer = childPointer("/run/env", name);
  if (!environmentName.test(name))
    return [
      fault(
        pointer,
        "must be a name of letters, digits and underscores that does not begin with a digit or FORMWORK_",
      ),
    ];
  return loadsCode.test(name) && chosenByCallers.test(text)
    ? [fault(pointer, "must not hold a placeholder of the payload: it decides which code runs")]
    : [];
}

function fault(pointer: string, message: string): FieldError {
  return { pointer, message, keyword: "command" };
}
