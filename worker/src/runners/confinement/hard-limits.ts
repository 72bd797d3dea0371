import { readFileSync } from "node:fs";

/** The most that this process may grant to others, as the system has it; Infinity where unlimited. */
export type HardLimits = { cpu: number; data: number; nproc: number; fsize: number };

const lines = {
  cpu: "Max cpu time",
  data: "Max data size",
  nproc: "Max processes",
  fsize: "Max file size",
};

/** Reads the limits of this process, which no program that it starts can raise. */
export function readHardLimits(): HardLimits {
  const text = textOfLimits();
  const hard = (name: keyof typeof lines) => {
    const [, , value = "unlimited"] =
      new RegExp(`^${lines[name]}\\s+(\\S+)\\s+(\\S+)`, "m").exec(text) ?? [];
    return value === "unlimited" ? Infinity : Number(value);
  };
  return { cpu: hard("cpu"), data: hard("data"), nproc: hard("nproc"), fsize: hard("fsize") };
}

function textOfLimits(): string {
  try {
    return readFileSync("/proc/self/limits", "utf8");
  } catch {
    return "";
  }
}
