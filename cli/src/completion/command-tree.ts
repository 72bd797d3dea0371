import type { Command } from "commander";

/** What completion knows of one command: the words that may follow it. */
export type Completed = {
  /** Words of the command, without `formwork`; empty for the program itself. */
  path: string;
  words: { text: string; description: string }[];
  /** Values of options that take one of some words. */
  values: { option: string; choices: readonly string[] }[];
  /** True where a name of a template follows. */
  takesTemplate: boolean;
};

/** Lists every command of the program with what may follow it. */
export function commandTree(command: Command, path: readonly string[] = []): Completed[] {
  const { commands, options } = command;
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
    takesTemplate: takesTemplate(command, path),
  };
  return [own, ...commands.flatMap((one) => commandTree(one, [...path, one.name()]))];
}

/** `run` and the commands of templates name a template first. */
function takesTemplate(command: Command, [group]: readonly string[]): boolean {
  const first = command.registeredArguments[0]?.name() ?? "";
  return (group === "run" || group === "templates") && /^(?:template|name)/.test(first);
}
