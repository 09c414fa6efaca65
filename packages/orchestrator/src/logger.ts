import { type DestinationStream, destination, pino } from "pino";

/** What the orchestrator needs of a logger; a pino logger is one. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A pino logger: one JSON object per line, times in RFC 3339, anything that looks like a key removed. */
export function orchestratorLogger(
  destination: DestinationStream,
  level: "debug" | "info" | "warn" | "error" | "silent" = "info",
  clock: () => number = Date.now,
): Logger {
  return pino(
    {
      name: "orchestrator",
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(clock()).toISOString()}"`,
      redact: ["privateKey", "*.privateKey", "key", "secret", "*.secret"],
    },
    destination,
  );
}

/** The same into a file, appended; a line is on its way to the disk when the call returns. */
export const orchestratorLogFile = (path: string): Logger =>
  orchestratorLogger(destination({ dest: path, append: true, mkdir: true, sync: true }));
