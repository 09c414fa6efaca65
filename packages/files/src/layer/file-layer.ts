/** An open file. Positions and lengths are bytes. */
export interface FileHandle {
  /** Reads into `target` from `position`; the number of bytes read, 0 at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>;
  /** Writes `bytes` at `position`; the number of bytes written, which may be less than asked for. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Resolves once the contents are on stable storage (fdatasync). */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  size(): Promise<number>;
  identity(): Promise<FileIdentity>;
  close(): Promise<void>;
}

export interface FileIdentity {
  /** The same for every name of one file; a copy has another. */
  readonly inode: string;
  /** How many names the file has. */
  readonly links: number;
  /** Who may read and write it, as in `open(2)`: 0o600, for example. */
  readonly permissions: number;
}

/**
 * - `read`: must exist, for reading
 * - `update`: must exist, for reading and writing
 * - `exclusive`: for reading and writing, must not exist yet
 * - `append`: for reading and writing, made where it is missing; every write goes to the end, whoever wrote last
 */
export type OpenMode = "read" | "update" | "exclusive" | "append";

/**
 * Everything that is done to a file system here, and nothing else: what a test needs to fail on purpose. A method that
 * meets a missing or an existing file rejects with an error whose `code` is `ENOENT` or `EEXIST`, as Node's do.
 *
 * `open` never waits for somebody at the other end of a pipe or device: it rejects with `NOT_A_FILE`.
 */
export interface FileLayer {
  /** `permissions` are those of a file it makes, less what the process masks; default 0o666. */
  open(path: string, mode: OpenMode, permissions?: number): Promise<FileHandle>;
  /** Renames over an existing file, atomically. */
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; rejects with `EEXIST` when `to` exists, atomically. */
  link(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Whatever has this name, without opening it: another one than before tells that the file was replaced. */
  identity(path: string): Promise<FileIdentity>;
  /** The path without symbolic links; rejects with `ENOENT` when there is nothing. */
  realPath(path: string): Promise<string>;
  /** The names in a folder. */
  list(path: string): Promise<readonly string[]>;
  /** Makes a folder and those above it; they are on stable storage when it resolves. */
  makeFolder(path: string): Promise<void>;
  /** Resolves once the names in a folder are on stable storage. */
  syncFolder(path: string): Promise<void>;
}
