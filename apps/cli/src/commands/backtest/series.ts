import { type InputFile, readSeries, type SeriesArgs } from "@mvcrs/signal-files";
import type { Context } from "../../command.ts";
import { sayNotices } from "../../signal-options.ts";
import { count } from "../../ui/numbers.ts";
import { printable } from "../../ui/table.ts";

/** How many of the rows that could not be used a terminal shows. */
const shownProblems = 10;

/** Reads the column, and says what could not be used of it. */
export async function seriesOf(input: InputFile, args: SeriesArgs, { io, clock, notice }: Context) {
  let told = 0;
  const series = await readSeries(input, args, {
    now: clock,
    onNotices: (notices) => sayNotices(notices, args.timezone, notice),
    onProblem({ line, reason }) {
      if (told++ < shownProblems) io.stderr(`${input.name}:${line}: ${printable(reason)}\n`);
    },
  });
  const { late, unusable } = series;
  if (late > 0) notice(`${count(late)} rows are older than a row before them; the forecast passes them over`);
  if (unusable > 0) notice(`${count(unusable)} rows or cells could not be used; the others were`);
  return series;
}
