import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Io } from "../../io.ts";

/** The nearest folder from here up that holds the demo. */
async function checkoutAbove(folder: string, demo: string): Promise<string | undefined> {
  const there = await stat(join(folder, demo)).catch(() => undefined);
  if (there !== undefined) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : checkoutAbove(above, demo);
}

/** The Phase 8 gate over the control room of the checkout; undefined where the program was installed without one. */
export async function phase8Gate({ clock }: Io) {
  const { defaultFolder, evaluateReadiness } = await import("@phase8/readiness");
  const checkout = await checkoutAbove(fileURLToPath(new URL(".", import.meta.url)), defaultFolder);
  if (checkout === undefined) return undefined;
  const { folderSource } = await import("@phase8/readiness/sources");
  const { formatPretty } = await import("@phase8/readiness/formats");
  return async () => {
    const report = await evaluateReadiness(folderSource(checkout), { now: clock() });
    const said = formatPretty(report).trim();
    return { ok: report.ok, text: report.ok ? (said.split("\n").at(-1) ?? "") : said };
  };
}
