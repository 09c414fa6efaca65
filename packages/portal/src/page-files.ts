import { page } from "./generated/page.ts";
import { type PortalFile, portalFile } from "./portal-file.ts";

/** A file of the page itself. */
export function pageFile(path: string): PortalFile | undefined {
  if (!Object.hasOwn(page, path)) return undefined;
  return portalFile(path, Buffer.from(page[path] ?? ""), path !== "index.html");
}

/** Those files, `index.html` last: it names the others. */
export const pageFilePaths = (): readonly string[] => Object.keys(page);
