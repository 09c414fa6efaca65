import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Packed } from "./packed.ts";

interface Budget {
  readonly packages: Readonly<Record<string, number>>;
  readonly installed: Readonly<Record<string, number>>;
}

const budget: Budget = JSON.parse(readFileSync(join(import.meta.dirname, "size-budget.json"), "utf8"));

export const kibibytes = (bytes: number): number => Math.ceil(bytes / 1024);

/** What a tarball has beyond what it may; nothing where it keeps to it. */
export const overBudget = ({
  manifest: { name },
  bytes,
}: Pick<Packed, "manifest" | "bytes">): string | undefined =>
  over(`the tarball of ${name}`, kibibytes(bytes.length), budget.packages[name]);

/** The same for all that installing a program puts on the disk. */
export const overInstalled = (name: string, bytes: number): string | undefined =>
  over(`an installed ${name}`, kibibytes(bytes), budget.installed[name]);

function over(what: string, size: number, most: number | undefined): string | undefined {
  if (most === undefined)
    return `${what} has no budget in tools/release/size-budget.json; it has ${size} KiB`;
  return size > most
    ? `${what} has ${size} KiB, and may have ${most}; find what it grew by, or raise tools/release/size-budget.json and say why`
    : undefined;
}
