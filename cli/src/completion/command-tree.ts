import type { Command } from "commander";
import { type ThingName, thingOfArgument, thingOfOption } from "./named-things.ts";

/** What completion knows of one command: the words that may follow it. */
export type Completed = {
  /** Words of the command, without `formwork`; empty for the program itself. */
  path: string;
  words: { text: string; description: string }[];
  /** Values of options that take one of some words. */
  values: { option: string; choices: readonly string[] }[];
  /** Options that take the name of something that the server knows. */
  named: { option: string; thing: ThingName }[];
  /** What the server knows by the name that follows; null where none does. */
  names: ThingName | null;
};

/** Lists every command of the program with what may follow it. */
export function commandTree(command: Command, path: readonly string[] = []): Completed[] {
  const { options } = command;
  const shown = command.createHelp().visibleCommands(command);
  const commands = command.commands.filter((one) => shown.includes(one));
  const visible = options.filter(({ hidden }) => !hidden);
  const own: Completed = {
    path: path.join(" "),
    words: [
      ...commands.map((one) => ({
        text: one.name(),
        description: one.summary() || one.description(),
      })),
      ...visible.map(({ long, description }) => ({ text: long ?? "", description })),
      { text: "--help", description: "Show help" },
    ],
    values: visible.flatMap(({ long, argChoices }) =>
      long === undefined || argChoices === undefined ? [] : [{ option: long, choices: argChoices }],
    ),
    named: visible.flatMap(({ long }) => {
      const thing = thingOfOption(long ?? "");
      return thing === null ? [] : [{ option: long ?? "", thing }];
    }),
    names: thingOfArgument(path[0] ?? "", command.registeredArguments[0]?.name() ?? ""),
  };
  return [own, ...commands.flatMap((one) => commandTree(one, [...path, one.name()]))];
}
