import type { VerifyProgress } from "@mvcrs/chain";
import type { Io } from "../../io.ts";
import { progressBar } from "../../ui/progress.ts";

const MEGA = 1_000_000;

/** A bar with bytes per second and the time left, drawn while a log is verified. */
export function verifyProgress(io: Io): {
  readonly onProgress: (progress: VerifyProgress) => void;
  readonly end: () => void;
} {
  const started = io.clock();
  let bar: ReturnType<typeof progressBar> | undefined;
  return {
    onProgress({ bytes, totalBytes }) {
      bar ??= progressBar(io, totalBytes);
      const seconds = Math.max(0.001, (io.clock() - started) / 1000);
      const pace = bytes / seconds;
      const left = Math.ceil((totalBytes - bytes) / Math.max(1, pace));
      bar.update(bytes, `${(pace / MEGA).toFixed(0)} MB/s, ${left} s left`);
    },
    end: () => bar?.end(),
  };
}
