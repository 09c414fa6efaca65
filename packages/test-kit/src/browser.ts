import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "@mvcrs/errors";
import packed from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
// A closed network answers none of these, and waiting for them takes longer than the tests.
const offline = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
];

/** Where a headless Chromium is, and with what it starts: the machine's own, or the one that `@sparticuz/chromium` carries. */
export async function chromiumCommand(): Promise<{
  readonly path: string;
  readonly args: readonly string[];
}> {
  const own = installed.find((path) => existsSync(path));
  const args =
    own === undefined
      ? // Made for hosts that run one page and die; with these two, closing a page takes the browser down.
        packed.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote")
      : ["--no-sandbox", "--disable-gpu"];
  return { path: own ?? (await unpackedChromium()), args: [...args, ...offline] };
}

/**
 * Starts one. The packed Chromium sometimes ends with SIGSEGV before it has opened anything (seen once in some fifty starts, on a busy
 * machine): it is started once more then. What a page does after that is never tried again.
 */
export async function launchBrowser(): Promise<Browser> {
  const { path, args } = await chromiumCommand();
  const launch = () => chromium.launch({ executablePath: path, args: [...args] });
  return launch().catch((thrown: unknown) => {
    if (/signal=SIGSEGV/.test(messageOf(thrown))) return launch();
    throw thrown;
  });
}

/**
 * The package unpacks to one fixed path and takes whatever is there for finished: a second test run, or one that was
 * killed, would leave half a browser. So it unpacks into a folder of its own, which gets its name when it is whole.
 */
async function unpackedChromium(): Promise<string> {
  const home = join(tmpdir(), "mvcrs-test-chromium");
  if (!existsSync(home)) {
    const before = process.env["TMPDIR"];
    const fresh = mkdtempSync(`${home}-`);
    process.env["TMPDIR"] = fresh;
    try {
      await packed.executablePath();
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    }
    try {
      renameSync(fresh, home);
    } catch {
      // Somebody else was faster.
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return join(home, "chromium");
}
