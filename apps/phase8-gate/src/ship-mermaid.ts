import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeTextFiles } from "@mvcrs/files";

/**
 * Copies Mermaid's browser bundle beside the page, into an ignored folder: fetched code is not committed, and the page
 * may load nothing from elsewhere. Without it the page shows the diagram as text. A tree with a page of its own has no use
 * for it and gets none.
 */
export async function shipMermaid(folder: string, notice: (text: string) => void): Promise<void> {
  const target = join(folder, "vendor", "mermaid.js");
  const drawsHere = await access(join(folder, "mermaid-frame.html")).then(
    () => true,
    () => false,
  );
  if (!drawsHere) return;
  try {
    const bundle = fileURLToPath(import.meta.resolve("@mermaid-js/tiny/dist/mermaid.tiny.js"));
    await nodeTextFiles.write(target, await readFile(bundle, "utf8"));
  } catch {
    notice("Mermaid is not installed here, so the control room will show the diagram as text");
  }
}
