import type { FoundSegment, Segment, SegmentsOptions } from "@mvcrs/chain";
import { inspectRoot } from "@mvcrs/escalation";
import type { Argv } from "yargs";
import type { Context, GlobalArgs } from "../../command.ts";
import { cliErrors } from "../../errors.ts";

/** Which segments a command means. */
export const withSegments = <T extends GlobalArgs>(yargs: Argv<T>) =>
  yargs
    .option("holding", {
      type: "number",
      array: true,
      requiresArg: true,
      default: [] as number[],
      describe: "Only the segment that holds this entry; may be repeated. Default: all",
    })
    .option("keep", {
      type: "number",
      requiresArg: true,
      default: 0,
      describe: "All but the newest so many",
    });

/**
 * Where the segments of a root's log are. A folder that is no root has none, which nobody may take for an answer; a root that
 * contradicts itself may be waiting for its segments.
 *
 * @throws ROOT_MISSING, ROOT_LOG_MISSING, what `inspectRoot` throws
 */
export async function segmentsOf(context: Context): Promise<SegmentsOptions> {
  await inspectRoot(context);
  return { path: context.paths.log, files: context.disk, clock: context.clock };
}

/** Which of these segments are meant. @throws USAGE */
export function chosen(
  segments: readonly FoundSegment[],
  { holding, keep }: { readonly holding: readonly number[]; readonly keep: number },
): (segment: Segment) => boolean {
  if (!Number.isSafeInteger(keep) || keep < 0)
    throw cliErrors.create("USAGE", { problem: "--keep is a whole number" });
  const until = segments.at(-keep - 1)?.segment.first ?? -1;
  if (!holding.every((seq) => Number.isSafeInteger(seq) && seq >= 0))
    throw cliErrors.create("USAGE", { problem: "--holding is the number of an entry, a whole one" });
  for (const seq of holding)
    if (!segments.some(({ segment }) => holds(segment, seq)))
      throw cliErrors.create("USAGE", { problem: `no closed segment holds entry ${seq}` });
  return (segment) =>
    segment.first <= until && (holding.length === 0 || holding.some((seq) => holds(segment, seq)));
}

const holds = ({ first, last }: Segment, seq: number): boolean => first <= seq && seq <= last;
