/** Shows the rehearsal to the person who watches it. */
export interface View {
  /** A new part, with a sentence for who has never seen this. */
  part(title: string, story: string): void;
  /** Something that takes a moment begins. */
  begin(text: string): void;
  /** It is over; `mark` is one of the timeline's marks. */
  end(mark: string, text: string): void;
  line(text: string): void;
  close(): void;
}

export interface ViewOptions {
  readonly write: (text: string) => void;
  /** A person watches: a turning mark. */
  readonly interactive: boolean;
  /** Default: where a person watches. */
  readonly colour?: boolean;
  readonly columns: number;
}

const marks: Readonly<Record<string, readonly [sign: string, colour: number]>> = {
  calm: ["·", 90],
  incident: ["✗", 31],
  detected: ["!", 33],
  contained: ["■", 36],
  recovered: ["✓", 32],
  command: ["$", 90],
};
const turning = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/**
 * A live view for a terminal; plain lines, each once, for anything else.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { terminalView } from "@mvcrs/drill";
 *
 * const lines: string[] = [];
 * const view = terminalView({ write: (text) => lines.push(text), interactive: false, columns: 80 });
 * view.end("contained", "the lock is on");
 * assert.deepEqual(lines, ["  ■ contained: the lock is on\n"]);
 * ```
 */
export function terminalView({
  write,
  interactive,
  columns,
  colour: painted = interactive,
}: ViewOptions): View {
  let timer: NodeJS.Timeout | undefined;
  const colour = (text: string, code: number) => (painted ? `\u001b[${code}m${text}\u001b[0m` : text);
  const clear = () => {
    clearInterval(timer);
    timer = undefined;
    if (interactive) write("\r\u001b[2K");
  };
  const fold = (text: string, indent: string): string => {
    const width = Math.max(40, Math.min(columns, 110) - indent.length);
    const lines: string[] = [""];
    for (const word of text.split(" ")) {
      const line = lines.at(-1) ?? "";
      if (line !== "" && line.length + word.length >= width) lines.push(word);
      else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    }
    return lines.join(`\n${indent}`);
  };
  return {
    part(title, story) {
      clear();
      write(`\n${colour(title, 1)}\n  ${fold(story, "  ")}\n\n`);
    },
    begin(text) {
      if (!interactive) return;
      clear();
      let step = 0;
      const draw = () => {
        step += 1;
        write(
          `\r\u001b[2K  ${colour(turning[step % turning.length] ?? "", 36)} ${text.slice(0, columns - 6)}`,
        );
      };
      draw();
      timer = setInterval(draw, 100);
      timer.unref();
    },
    end(mark, text) {
      clear();
      const [sign, code] = marks[mark] ?? ["·", 90];
      const label = mark === "calm" || mark === "command" ? "" : `${mark}: `;
      write(`  ${colour(sign, code)} ${colour(fold(label + text, "    "), mark === "command" ? 90 : 0)}\n`);
    },
    line(text) {
      clear();
      write(`${text}\n`);
    },
    close: clear,
  };
}
