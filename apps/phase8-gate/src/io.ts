/** What the program may use of the world. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Of this machine; where nobody says, reports name `localhost`. */
  readonly hostname?: string;
  /** Whether somebody watches stdout, or stderr. */
  readonly paintable?: boolean;
  readonly interactive?: boolean;
  /** Of the terminal that shows stdout. */
  readonly columns?: number;
}

/** The columns of the terminal that shows stdout; nothing where a file or a pipe takes it, in which lines stay whole. */
export const columnsOf = ({ paintable, columns }: Io): number | undefined =>
  paintable === true ? Math.max(40, columns ?? 80) : undefined;
