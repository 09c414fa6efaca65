import type { RunOptions } from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { colours } from "../../ui/colours.ts";
import { count } from "../../ui/numbers.ts";
import { progressBar } from "../../ui/progress.ts";
import { printable } from "../../ui/table.ts";
import { linesOf } from "./event-lines.ts";
import type { OpenInput } from "./input.ts";

type Callbacks = Pick<RunOptions, "onProgress" | "onProblem" | "onEvents">;

/** What a run says on stderr while it judges; `end` clears the bar. */
export function shown(
  input: OpenInput,
  follow: boolean,
  { io }: Context,
): { readonly callbacks: Callbacks; end(): void } {
  const bar = progressBar(io, input.size);
  const started = io.clock();
  const say = (line: string) => {
    bar.end();
    io.stderr(`${line}\n`);
  };
  const callbacks: Callbacks = {
    onProgress({ bytes, signals }) {
      const seconds = Math.max(0.001, (io.clock() - started) / 1000);
      bar.update(bytes, `${count(signals)} signals, ${count(Math.round(signals / seconds))}/s`);
    },
    onProblem({ line, reason }) {
      say(`${input.name}:${line}: ${printable(reason)}`);
    },
  };
  const onEvents: Callbacks["onEvents"] = (events, state) => {
    for (const line of linesOf(events, state, colours(io, "stderr"))) say(line);
  };
  return {
    callbacks: follow && io.interactive ? { ...callbacks, onEvents } : callbacks,
    end: () => bar.end(),
  };
}
