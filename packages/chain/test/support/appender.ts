// The process that the kill test kills: waits for a word on stdin, then appends until it dies, and says which numbers
// it was promised.
import { openLog } from "../../src/index.ts";

const [path = "", style = ""] = process.argv.slice(2);

process.stdin.once("data", async () => {
  const log = await openLog<{ pid: number; n: number; text: string }>({ path });
  process.stdout.write(`open ${log.head().count}\n`);
  for (let n = 0; ; n++) {
    const event = { pid: process.pid, n, text: "x".repeat((n * 37) % 400) };
    const appended =
      style === "batch"
        ? await Promise.all([log.append(event), log.append(event), log.append(event)])
        : [await log.append(event)];
    process.stdout.write(appended.map(({ seq, leafHash }) => `ack ${seq} ${leafHash}\n`).join(""));
  }
});
