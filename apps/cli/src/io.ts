import type { FileLayer } from "@mvcrs/files";

/** What the command line needs of the world around it; tests pass their own. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether a person watches stderr: progress bars appear only then. */
  readonly interactive: boolean;
  /** Whether a terminal shows stdout, so that colours are seen; default: it does not. */
  readonly paintable?: boolean;
  /** Width of that terminal in characters. */
  readonly columns: number;
  /** Aborts when the user asks the program to stop (SIGINT, SIGTERM, SIGHUP). Until it is asked for, these end it at once. */
  stopSignal(): AbortSignal;
  /** Calls back for every SIGHUP, which asks for no stop from now on. */
  onHangup(listener: () => void): void;
  /** Where files are; default: the machine's disk. */
  readonly disk?: FileLayer;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  clock(): number;
}
