import { plainText } from "@formwork/contracts/text/plain-text";
import { Command } from "commander";
import { runPart } from "./run-part.ts";
import type { Terminal } from "./terminal/terminal.ts";

const maxHelpWidth = 110;

/** Makes the program with the commands that run Formwork itself. */
export function baseProgram(terminal: Terminal): Command {
  const { stdout, stderr } = terminal;
  const width = (columns = 80) => Math.min(columns, maxHelpWidth);
  const program = new Command("formwork")
    .description("A template-driven job scheduler")
    .version("0.1.0")
    .exitOverride()
    // Options after a command are its own: `run --version 3` is about a template.
    .enablePositionalOptions()
    .showHelpAfterError("Help: add --help")
    .configureHelp({ subcommandTerm: (command) => termOf(command) })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      // It repeats what was typed, which may come from elsewhere.
      writeErr: (text) => void stderr.write(plainText(text)),
      getOutHelpWidth: () => width(stdout.columns),
      getErrHelpWidth: () => width(stderr.columns),
    });
  program.commandsGroup("Run Formwork:");
  program
    .command("start")
    .description("run every part in one process: scheduler, worker, notifier and UI")
    .action(async () => (await import("./run-start.ts")).runStart());
  program
    .command("scheduler")
    .description("run a scheduler of its own: the API and the background duties")
    .action(runPart("scheduler"));
  program
    .command("worker")
    .description("run a worker of its own: it claims jobs and runs them")
    .action(runPart("worker"));
  program
    .command("notifier")
    .description("run a notifier of its own: it pushes events to browsers")
    .action(runPart("notifier"));
  addCare(program, terminal);
  return program;
}

/** Adds the commands for whoever looks after an installation; they need no server that answers. */
function addCare(program: Command, terminal: Terminal): void {
  program.commandsGroup("Look after it:");
  program
    .command("check")
    .argument("[part]", "start, scheduler, worker or notifier", "start")
    .option("--json", "print JSON for programs")
    .description("check settings, files, database, broker, templates and keys; changes nothing")
    .addHelpText("after", "\nExample:\n  formwork check scheduler --json")
    .action(async (part: string, options: { json?: boolean }) =>
      (await import("./check/check-command.ts")).runCheck(terminal, part, options),
    );
  program
    .command("backup")
    .argument("<file>", "the file to write, such as formwork.tar.gz")
    .option("--no-keys", "leave out the keys and secrets of FORMWORK_HOME/etc")
    .description("copy database, log of events and keys to one file, also while Formwork runs")
    .addHelpText("after", "\nExample:\n  formwork backup formwork.tar.gz")
    .action(async (file: string, options: { keys: boolean }) =>
      (await import("./backup/backup-commands.ts")).runBackup(terminal, file, options),
    );
  program
    .command("restore")
    .argument("<file>", "a file that `formwork backup` has written")
    .description("bring a backup back; refuses while Formwork runs, and deletes nothing")
    .addHelpText("after", "\nExample:\n  formwork restore formwork.tar.gz")
    .action(async (file: string) =>
      (await import("./backup/backup-commands.ts")).runRestore(terminal, file),
    );
  program
    .command("reset-password")
    .argument("<email>", "address of the user")
    .description(
      "print a link that lets a user choose a new password, for a lost one of the last admin",
    )
    .addHelpText("after", "\nExample:\n  formwork reset-password ada@example.org")
    .action(async (email: string) =>
      (await import("./care/reset-password.ts")).runResetPassword(terminal, email),
    );
}

/** Writes a command as the list of commands names it: its name and its arguments. */
function termOf(command: Command): string {
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...args].join(" ");
}
