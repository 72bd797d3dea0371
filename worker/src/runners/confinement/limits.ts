import { parseDuration } from "@formwork/contracts/duration";
import { limitDefaults, type RunLimits } from "@formwork/contracts/run-limits";
import type { HardLimits } from "./hard-limits.ts";

/** The most that an attempt may take of the machine. */
export type JobLimits = {
  /** Processor time of a process, in seconds. */
  cpuSeconds: number;
  /** Memory of a process, in megabytes. */
  memoryMb: number;
  /** Processes and threads at the same time. */
  processes: number;
  /** Length of a file, in megabytes. */
  fileMb: number;
};

/** Time in which a process that was told to end (SIGXCPU) has to, in seconds of processor time. */
const cpuGraceSeconds = 5;
const megabyte = 1024 * 1024;

/**
 * Returns the limits of an attempt: those that its template names, else the defaults, which are never
 * above the most that the operator allows. `needsMb` is memory that it needs in any case. Returns the
 * fault of a template that asks for more than is allowed.
 */
export function limitsOf(
  asked: RunLimits = {},
  most: JobLimits,
  needsMb = 0,
): JobLimits | { fault: string } {
  const memory = asked.memory ?? (needsMb > limitDefaults.memory ? needsMb : undefined);
  const wanted = {
    cpuSeconds: asked.cpu === undefined ? undefined : Math.ceil(parseDuration(asked.cpu) / 1000),
    memoryMb: memory,
    processes: asked.processes,
    fileMb: asked.fileSize,
  };
  const tooMuch = names.find((name) => (wanted[name] ?? 0) > most[name]);
  if (tooMuch !== undefined) return { fault: refusal(tooMuch, wanted[tooMuch], most[tooMuch]) };
  return {
    cpuSeconds: wanted.cpuSeconds ?? Math.min(defaults.cpuSeconds, most.cpuSeconds),
    memoryMb: wanted.memoryMb ?? Math.min(defaults.memoryMb, most.memoryMb),
    processes: wanted.processes ?? Math.min(defaults.processes, most.processes),
    fileMb: wanted.fileMb ?? Math.min(defaults.fileMb, most.fileMb),
  };
}

const defaults: JobLimits = {
  cpuSeconds: parseDuration(limitDefaults.cpu) / 1000,
  memoryMb: limitDefaults.memory,
  processes: limitDefaults.processes,
  fileMb: limitDefaults.fileSize,
};

const names = ["cpuSeconds", "memoryMb", "processes", "fileMb"] as const;

/** What each limit is called, its unit, and the setting that has the most of it. */
const words = {
  cpuSeconds: ["processor time", " s", "FORMWORK_JOB_CPU"],
  memoryMb: ["memory", " MB", "FORMWORK_JOB_MEMORY_MB"],
  processes: ["processes", "", "FORMWORK_JOB_PROCESSES"],
  fileMb: ["the length of a file", " MB", "FORMWORK_JOB_FILE_MB"],
} as const;

function refusal(name: (typeof names)[number], asked: number | undefined, most: number): string {
  const [what, unit, setting] = words[name];
  return `The template asks for ${asked}${unit} of ${what}, and this worker allows ${most}${unit} at most (${setting})`;
}

/**
 * Returns the options of `prlimit` for these limits. Memory counts as what a process may write to
 * (RLIMIT_DATA), since runtimes such as Node reserve far more than they use. `extraMb` is what a
 * runtime takes for itself. Processes are counted per user, so that their limit needs users of their
 * own. `hard` is what this process itself has: asking for more would fail.
 */
export function limitOptions(
  { cpuSeconds, memoryMb, processes, fileMb }: JobLimits,
  {
    hasOwnUser,
    extraMb = 0,
    hard,
  }: { hasOwnUser: boolean; extraMb?: number | undefined; hard: HardLimits },
): string[] {
  const cpu = Math.min(cpuSeconds, hard.cpu);
  return [
    `--cpu=${cpu}:${Math.min(cpu + cpuGraceSeconds, hard.cpu)}`,
    `--data=${Math.min((memoryMb + extraMb) * megabyte, hard.data)}`,
    ...(hasOwnUser ? [`--nproc=${Math.min(processes, hard.nproc)}`] : []),
    `--fsize=${Math.min(fileMb * megabyte, hard.fsize)}`,
    "--core=0",
  ];
}
