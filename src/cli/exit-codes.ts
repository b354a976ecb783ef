/** Exit codes of all commands. Precedence where several apply: usage, interrupted, fault. */
export const EXIT = {
  good: 0,
  /** A bug of ours; the replay command is printed. */
  fault: 1,
  /** Usage, scenario, strategy or file. */
  usage: 2,
  /** Stopped by the user; the same command goes on. */
  interrupted: 130,
} as const;
