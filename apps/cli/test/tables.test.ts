import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { colours } from "../src/ui/colours.ts";
import { pathsFrom } from "../src/ui/paths.ts";
import { ruled, table } from "../src/ui/table.ts";
import { shownTime } from "../src/ui/times.ts";
import { mvcrs } from "./support/cli.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const screen = (columns: number) => ({ paintable: true, columns });
const header = ["ID", "LEVEL", "METRIC", "NOTE"];
const row = ["a9f5aeb9", "material", "arena.successRate", "three words and some more that nobody cuts off"];

describe("a table", () => {
  it("is a line a row where it fits", () => {
    expect(
      table(header, [row], screen(120))
        .split("\n")
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([header, row]);
  });

  it("wraps the last column in whole words, then folds what does not fit below the first", () => {
    expect(table(header, [row], screen(80))).toMatchInlineSnapshot(`
      "ID        LEVEL     METRIC             NOTE
      a9f5aeb9  material  arena.successRate  three words and some more that nobody
                                             cuts off"
    `);
    expect(table(header, [row], screen(50))).toMatchInlineSnapshot(`
      "ID        LEVEL     METRIC
                NOTE
      a9f5aeb9  material  arena.successRate
                three words and some more that nobody
                cuts off"
    `);
  });

  it("keeps to 80 columns where no terminal shows it, however wide stderr's is", () => {
    const lines = table(header, [row], { paintable: false, columns: 200 }).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("cuts no word off, and leaves out a column that says nothing", () => {
    const long = "x".repeat(100);
    expect(table(["ID", "EMPTY", "HASH"], [["a", "", long]], screen(80))).toBe(
      `ID\n    HASH\na\n    ${long}`,
    );
  });

  it("lays painted cells out by what is seen, and sends no escape sequence from outside", () => {
    const red = (text: string) => `<${text}>`;
    const cells = [{ text: "critical", paint: red }, "\u001b[2J"];
    expect(table(["LEVEL", "NOTE"], [cells], screen(80))).toBe("LEVEL     NOTE\n<critical>  \\u001b[2J");
  });

  it("is ruled below the whole header", () => {
    const [a, b] = ["a".repeat(50), "b".repeat(50)];
    expect(ruled(["ONE", "TWO"], [[a, b]])).toEqual(["ONE", "  TWO", "-".repeat(52), a, `  ${b}`]);
  });
});

describe("paths", () => {
  const shown = pathsFrom("/work/here");

  it("are shown from the current folder where they lie below it, else as they are", () => {
    expect(shown("wrote /work/here/state/a and '/work/here/b', not /work/other")).toBe(
      "wrote state/a and 'b', not /work/other",
    );
    expect(shown("/work/here")).toBe("/work/here");
    expect(shown("/work/hereafter/a")).toBe("/work/hereafter/a");
    expect(shown("/mnt/work/here/a, file:///work/here/a")).toBe("/mnt/work/here/a, file:///work/here/a");
    expect(pathsFrom("/")("wrote /state/a")).toBe("wrote /state/a");
  });
});

it("shows times to the second, and no second that is none", () => {
  expect(shownTime("2026-11-22T09:30:00.000Z")).toBe("2026-11-22 09:30Z");
  expect(shownTime("2026-11-22T09:30:05.123Z")).toBe("2026-11-22 09:30:05Z");
});

it("shows of a challenge what a run knows at its end, dry or not, as a list does", async () => {
  const root = tempRoot();
  const line = async (...argv: string[]) =>
    (await mvcrs(root, argv)).stdout.split("\n").find((it) => it.startsWith("a9f5aeb9"));
  const dry = await line("run", "--signals", example, "--dry-run");
  expect(dry).toMatch(/^a9f5aeb9 {2}material {2}open +5 /);
  expect(await line("run", "--signals", example)).toBe(dry);
  expect(await line("challenges", "list")).toBe(dry);
});

it("paints each stream by who watches that stream", () => {
  const io = { env: {}, paintable: true, interactive: false };
  expect(colours(io).critical("a")).toBe("\u001b[31ma\u001b[0m");
  expect(colours(io, "stderr").critical("a")).toBe("a");
  expect(colours({ ...io, env: { NO_COLOR: "1", FORCE_COLOR: "1" } }).critical("a")).toBe("a");
  expect(colours({ ...io, env: { FORCE_COLOR: "1" } }, "stderr").critical("a")).toBe("\u001b[31ma\u001b[0m");
});
