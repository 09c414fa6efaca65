import { setTimeout as wait } from "node:timers/promises";
import { type Input, withPauses } from "@mvcrs/service";
import { type DecodeOptions, decodeInput, openInput } from "@mvcrs/signal-files";
import type { Context } from "../../command.ts";
import { type LiveArgs, openLive } from "../../live-options.ts";
import { inputWorld, sayNotices } from "../../signal-options.ts";

export interface InputsArgs extends DecodeOptions, Omit<LiveArgs, "follow"> {
  readonly signals: string[] | undefined;
}

const pauseMs = 250;
const pause = (signal: AbortSignal): Promise<void> =>
  wait(pauseMs, undefined, { signal }).catch(() => {
    // What it waited for is there.
  });

/** What the service follows beside its inbox: files, standard input, a live deployment. */
export function inputsOf(args: InputsArgs, context: Context): Input[] {
  const inputs = (args.signals ?? []).map((name) => fileInput(name, args, context));
  return args.arena === undefined ? inputs : [...inputs, liveInput(args, context)];
}

function fileInput(name: string, args: InputsArgs, context: Context): Input {
  return {
    name: name === "-" ? "standard input" : name,
    async open(signal) {
      const { clock: now, notice } = context;
      const world = { ...inputWorld(context), stopSignal: () => signal };
      const input = await openInput(name, world, name !== "-");
      const batches = decodeInput(
        input,
        { ...args, follow: name !== "-" },
        {
          now,
          onNotices: (notices) => sayNotices(notices, args.timezone, notice),
        },
      );
      return name === "-" ? withPauses(batches, pause) : batches;
    },
  };
}

function liveInput(args: InputsArgs, context: Context): Input {
  return {
    name: `arena ${args.arena}`,
    async open(signal) {
      const io = { ...context.io, stopSignal: () => signal };
      // What fails shows in /readyz, and is opened again.
      return (await openLive({ ...args, follow: true }, { ...context, io }, false, false)).batches;
    },
  };
}
