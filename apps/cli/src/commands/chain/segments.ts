import { resolve } from "node:path";
import { type FoundSegment, listSegments, rebuildSegments } from "@mvcrs/chain";
import { defineCommand } from "../../command.ts";
import { count, plural } from "../../ui/numbers.ts";
import { table } from "../../ui/table.ts";
import { shownTime } from "../../ui/times.ts";
import { segmentsOf } from "./segment-options.ts";

export const segmentsCommand = defineCommand({
  command: "segments",
  describe: "List the closed segments of the log: entries, when they were closed, bytes, and where they are",
  options: (yargs) =>
    yargs
      .option("rebuild", {
        type: "boolean",
        default: false,
        describe: "First make the list again from the segments' files",
      })
      .option("in", {
        type: "string",
        array: true,
        requiresArg: true,
        default: [] as string[],
        describe: "With --rebuild: also look in this folder; may be repeated",
      }),
  async run({ rebuild, in: folders }, context) {
    const log = await segmentsOf(context);
    const { cwd } = context.io;
    const rebuilt = rebuild
      ? await rebuildSegments({ ...log, folders: folders.map((one) => resolve(cwd, one)) })
      : null;
    const segments = await listSegments(log);
    const missing = segments.filter(({ state }) => state === "missing");
    return {
      json: {
        ok: missing.length === 0,
        rebuilt: rebuilt?.changed ?? null,
        segments: segments.map(({ segment, ...found }) => ({ ...segment, ...found })),
      },
      text: [
        ...(rebuilt === null ? [] : [rebuilt.changed ? "the list was made again" : "the list was right"]),
        `${plural(segments.length, "closed segment")}${missing.length > 0 ? `, ${count(missing.length)} away` : ""}`,
        ...(segments.length === 0
          ? []
          : [table(["ENTRIES", "CLOSED", "BYTES", "STATE"], segments.map(row), context.io)]),
        ...missing.map(({ segment: { first, last }, file }) => `away: ${first} to ${last}, ${file}`),
      ].join("\n"),
      exitCode: missing.length === 0 ? 0 : 1,
    };
  },
});

const row = ({ segment, state, stored }: FoundSegment): string[] => [
  `${segment.first} to ${segment.last}`,
  segment.closed_at === null ? "" : shownTime(segment.closed_at),
  stored === null || stored === segment.bytes
    ? count(segment.bytes)
    : `${count(stored)} of ${count(segment.bytes)}`,
  state,
];
