/** Says what happens in a service: a line for people, or one of JSON for programs that collect them. */
export interface Say {
  info(part: string, text: string): void;
  warn(part: string, text: string): void;
}

export function sayer(how: "text" | "json", stderr: (text: string) => void, clock: () => number): Say {
  const line = (level: "info" | "warn", part: string, text: string): string =>
    how === "json"
      ? JSON.stringify({ time: new Date(clock()).toISOString(), level, part, msg: text })
      : `note: ${part}: ${text.replaceAll("\n", "\n  ")}`;
  const say = (level: "info" | "warn") => (part: string, text: string) =>
    stderr(`${line(level, part, text)}\n`);
  return { info: say("info"), warn: say("warn") };
}
