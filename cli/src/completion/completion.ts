import { Argument, type Command } from "commander";
import { write } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { bashScript } from "./bash-script.ts";
import { commandTree } from "./command-tree.ts";
import { zshScript } from "./zsh-script.ts";

const scripts = { bash: bashScript, zsh: zshScript };
const shells = ["bash", "zsh"] as const;

/** Adds `formwork completion`. */
export function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .description("Print the script that completes commands and options in a shell")
    .addHelpText(
      "after",
      `
Add one of these lines to ~/.bashrc or ~/.zshrc:
  source <(formwork completion bash)
  source <(formwork completion zsh)`,
    )
    .action((shell: (typeof shells)[number]) =>
      write(terminal, scripts[shell](commandTree(program))),
    );
}
