import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
// Without these, a browser on a closed network spends its time asking for updates.
const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
];

/** A headless Chromium: the machine's own, or the one inside an npm package. */
export async function launchBrowser(): Promise<Browser> {
  const own = installed.find((path) => existsSync(path));
  if (own !== undefined)
    return playwright.launch({ executablePath: own, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
  // Made for hosts that run one page and die; with these two, closing a page takes the browser down.
  const args = chromium.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote");
  return playwright.launch({ executablePath: await chromium.executablePath(), args: [...args, ...quiet] });
}
