// A process that tries to open a log when it hears a word, says what came of it, and holds it until it is killed.
import { openLog } from "../../src/index.ts";

const [path = ""] = process.argv.slice(2);
const say = (text: string) => process.stdout.write(`${text}\n`);

say(`ready ${process.pid}`);
process.stdin.on("data", async () => {
  try {
    const log = await openLog<{ pid: number }>({ path });
    await log.append({ pid: process.pid });
    say("open");
  } catch (thrown) {
    say(thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown));
  }
});
