import { type Command, InvalidArgumentError, Option } from "commander";
import { type Flag, type FlagKind, takenAway } from "./flags.ts";
import { parseFlag } from "./parse-flag.ts";

const placeholders: Record<FlagKind, string> = {
  ...{ text: "text", time: "time", duration: "duration", integer: "number", number: "number" },
  ...{ boolean: "", secret: "- or @file", json: "json", pair: "path=value" },
};

/** Adds a flag to a command. */
export function addFlag(command: Command, flag: Flag, now: number): void {
  const { name, kind } = flag;
  if (kind === "boolean") {
    command.option(`--${name}`, describeFlag(flag)).option(`--no-${name}`, "the opposite");
    return;
  }
  const option = new Option(`--${name} <${placeholders[kind]}>`, describeFlag(flag));
  option.argParser((text: string, before: unknown) => {
    if (flag.choices !== null && !isChoice(flag, text))
      throw new InvalidArgumentError(`Allowed choices are ${flag.choices.join(", ")}.`);
    const value = parseFlag(flag, text, now) ?? takenAway;
    return flag.isList ? [before ?? [], value].flat() : value;
  });
  // Set for what help and completion show; the parser above also takes null.
  if (flag.choices !== null) option.argChoices = [...flag.choices];
  command.addOption(option);
}

function isChoice({ choices, isNullable }: Flag, text: string): boolean {
  return choices?.includes(text) === true || (isNullable && text === "null");
}

/** Says in one line what a flag is for. */
function describeFlag({ description, isList, isRequired, isNullable, kind }: Flag): string {
  const notes = [
    ...(isRequired ? ["required"] : []),
    ...(isList ? ["may be repeated"] : []),
    ...(isNullable ? ["null takes it away"] : []),
    ...(kind === "json" ? ["JSON, @file, or - for stdin"] : []),
  ];
  return `${description}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
}
