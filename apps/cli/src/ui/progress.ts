import type { Io } from "../io.ts";

/** A line that is redrawn while a long input is read. */
export interface Progress {
  update(done: number, detail: string): void;
  /** Removes the line. */
  end(): void;
}

const redrawEveryMs = 100;
const silent: Progress = { update() {}, end() {} };

/** A progress bar on stderr, where a person watches it; `total` is unknown for a pipe. */
export function progressBar(io: Io, total: number | undefined): Progress {
  if (!io.interactive) return silent;
  let drawn = 0;
  return {
    update(done, detail) {
      const now = io.clock();
      if (now - drawn < redrawEveryMs) return;
      drawn = now;
      io.stderr(`\r\u001b[2K${line(done, total, detail).slice(0, Math.max(20, io.columns - 1))}`);
    },
    end() {
      if (drawn > 0) io.stderr("\r\u001b[2K");
    },
  };
}

function line(done: number, total: number | undefined, detail: string): string {
  if (total === undefined || total <= 0) return detail;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * 24);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  return `${"█".repeat(filled)}${"░".repeat(24 - filled)} ${percent}  ${detail}`;
}
