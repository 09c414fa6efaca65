import type { PortalFile } from "./portal-file.ts";

/** A file of the page itself. */
export const pageFile = (_path: string): PortalFile | undefined => undefined;

/** Those files, `index.html` last: it names the others. */
export const pageFilePaths = (): readonly string[] => [];
