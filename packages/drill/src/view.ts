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

/** What the parts of a line say. */
export type ViewStyle = "strong" | "faint" | "problem" | "warning" | "soft" | "ok" | "none";

export interface ViewOptions {
  readonly write: (text: string) => void;
  /** A person watches: a turning mark. */
  readonly interactive: boolean;
  /** Paints a part of a line by what it says; default: nothing is painted. */
  readonly paint?: (style: ViewStyle, text: string) => string;
  readonly columns: number;
}

const marks: Readonly<Record<string, readonly [sign: string, style: ViewStyle]>> = {
  calm: ["·", "faint"],
  incident: ["✗", "problem"],
  detected: ["!", "warning"],
  contained: ["■", "soft"],
  recovered: ["✓", "ok"],
  command: ["$", "faint"],
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
  paint = (_style, text) => text,
}: ViewOptions): View {
  let timer: NodeJS.Timeout | undefined;
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
      write(`\n${paint("strong", title)}\n  ${fold(story, "  ")}\n\n`);
    },
    begin(text) {
      if (!interactive) return;
      clear();
      let step = 0;
      const draw = () => {
        step += 1;
        write(
          `\r\u001b[2K  ${paint("soft", turning[step % turning.length] ?? "")} ${text.slice(0, columns - 6)}`,
        );
      };
      draw();
      timer = setInterval(draw, 100);
      timer.unref();
    },
    end(mark, text) {
      clear();
      const [sign, style] = marks[mark] ?? ["·", "faint"];
      const label = mark === "calm" || mark === "command" ? "" : `${mark}: `;
      write(
        `  ${paint(style, sign)} ${paint(mark === "command" ? "faint" : "none", fold(label + text, "    "))}\n`,
      );
    },
    line(text) {
      clear();
      write(`${text}\n`);
    },
    close: clear,
  };
}
