import type { JobState } from "@formwork/contracts/states";

/**
 * The colours of a colour scheme. Text and state colours have a contrast of at least 4.5:1 on the
 * page and on their own tint.
 */
type Scheme = {
  accent: string;
  /** The accent under the pointer. */
  accentHover: string;
  /** Text on the accent. */
  onAccent: string;
  page: string;
  paper: string;
  text: string;
  /** Less important text. */
  secondaryText: string;
  /** Borders and dividers. */
  divider: string;
  states: Record<JobState, string>;
};

export const light: Scheme = {
  accent: "#5753c6",
  accentHover: "#4641ab",
  onAccent: "#ffffff",
  page: "#f7f7f9",
  paper: "#ffffff",
  text: "#1c1d22",
  secondaryText: "#5f626d",
  divider: "#e3e4e9",
  states: {
    scheduled: "#6b5a95",
    queued: "#5b6272",
    running: "#0a60ba",
    retrying: "#8c5200",
    succeeded: "#14703f",
    failed: "#b82a35",
    cancelled: "#5e616b",
  },
};

export const dark: Scheme = {
  accent: "#9e9cf5",
  accentHover: "#b4b2f8",
  onAccent: "#14141f",
  page: "#111217",
  paper: "#191a20",
  text: "#ececf1",
  secondaryText: "#a2a5b1",
  divider: "#2c2e37",
  states: {
    scheduled: "#b9a8e6",
    queued: "#a9b0c0",
    running: "#6cb2ff",
    retrying: "#f0b04e",
    succeeded: "#59c88c",
    failed: "#ff8088",
    cancelled: "#9a9daa",
  },
};
