import { fileURLToPath } from "node:url";
import { errorCode, unusedCodes } from "@mvcrs/test-kit";
import { describe, expect, it, onTestFinished } from "vitest";
import { startRelay } from "../src/embedded/relay.ts";
import * as surface from "../src/index.ts";
import { scenariosNamed } from "../src/scenarios/index.ts";
import { type Moment, timingOf } from "../src/timeline.ts";
import type { ViewOptions } from "../src/view.ts";

const { drillErrors, scenarioNames, terminalView } = surface;

describe("the inventory", () => {
  it("throws every code of its catalogue somewhere", () => {
    expect(unusedCodes(drillErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
  });

  it("says what happened and what to do", () => {
    const messages = [
      drillErrors.create("DRILL_CHAIN", { problem: "it ended with 1" }),
      drillErrors.create("DRILL_CHAIN_MISSING", { machine: "linux-x64" }),
      drillErrors.create("DRILL_COMMAND", {
        command: "chain verify",
        exitCode: 1,
        expected: 0,
        said: "NOT OK",
      }),
      drillErrors.create("DRILL_NOT_SEEN", { what: "the trust lock" }),
      drillErrors.create("DRILL_SCENARIO", { name: "fire", known: ["stolen-key"] }),
    ];
    expect(new Set(messages.map(({ code }) => code)).size).toBe(drillErrors.codes.length);
    expect(messages.map(({ message }) => message)).toMatchSnapshot();
  });

  it("exports this and nothing else", () => {
    expect(Object.keys(surface).sort()).toMatchInlineSnapshot(`
      [
        "drillErrors",
        "runDrill",
        "scenarioNames",
        "terminalView",
      ]
    `);
  });
});

describe("scenarios", () => {
  it("are played in the order of the rehearsal, whatever the order they are named in", async () => {
    expect(scenariosNamed([]).map(({ name }) => name)).toEqual(scenarioNames);
    const [first = "", second = ""] = scenarioNames;
    expect(scenariosNamed([second, first]).map(({ name }) => name)).toEqual([first, second]);
    expect(await errorCode(() => scenariosNamed(["fire"]))).toBe("DRILL_SCENARIO");
  });
});

describe("timingOf", () => {
  const at = (mark: Moment["mark"], second: number, wallMs: number): Moment => ({
    scenario: "s",
    mark,
    at: new Date(second * 1000).toISOString(),
    text: mark,
    wallMs,
  });

  it("counts from the incident to the first detection and the containment, by both clocks", () => {
    const moments = [
      at("incident", 10, 100),
      at("detected", 40, 150),
      at("detected", 50, 160),
      at("contained", 70, 400),
    ];
    expect(timingOf("s", moments)).toEqual({
      scenario: "s",
      detectSeconds: 30,
      containSeconds: 60,
      detectWallMs: 50,
      containWallMs: 300,
    });
    expect(timingOf("s", moments.slice(0, 2))).toBeNull();
    expect(timingOf("another", moments)).toBeNull();
  });
});

describe("the relay", () => {
  it("passes on what is asked, and forges the one call it is told to", async () => {
    const { createServer } = await import("node:http");
    const node = createServer((_, outgoing) => outgoing.end('{"id":1,"result":"0x05"}'));
    await new Promise<void>((done) => node.listen(0, "127.0.0.1", done));
    const address = node.address();
    const relay = await startRelay(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
    onTestFinished(async () => {
      await relay.stop();
      node.close();
    });
    const call = async (data: string) => {
      const body = { id: 1, method: "eth_call", params: [{ to: "0x", data }, "latest"] };
      const answer = await fetch(relay.url, { method: "POST", body: JSON.stringify(body) });
      const { result } = JSON.parse(await answer.text());
      return BigInt(result);
    };
    expect(await call("0x11111111")).toBe(5n);
    relay.lie({ selector: "0x11111111", answer: 999n });
    expect([await call("0x11111111"), await call("0x22222222")]).toEqual([999n, 5n]);
    relay.lie(null);
    expect(await call("0x11111111")).toBe(5n);
  });
});

describe("the view", () => {
  const shown = (interactive: boolean): string => {
    let text = "";
    const view = terminalView({ write: (more) => (text += more), interactive, columns: 60 });
    view.part("1. A title", "A story of some words that does not fit into a single line of sixty columns.");
    view.begin("working");
    view.end("detected", "somebody saw it");
    view.close();
    return text;
  };

  it("paints with what it is given, and by itself not at all", () => {
    const said = (options: Pick<ViewOptions, "interactive" | "paint">): string => {
      let text = "";
      const view = terminalView({ write: (more) => (text += more), columns: 60, ...options });
      view.part("1. A title", "A story.");
      view.end("detected", "somebody saw it");
      return text;
    };
    const paint: ViewOptions["paint"] = (style, text) => (style === "none" ? text : `<${style}>${text}`);
    expect(said({ interactive: false, paint })).toContain("<strong>1. A title");
    expect(said({ interactive: false, paint })).toContain("<warning>! detected");
    expect(said({ interactive: true })).not.toContain("\u001b[3");
  });

  it("writes plain lines where nobody watches", () => {
    expect(shown(false)).toMatchInlineSnapshot(`
      "
      1. A title
        A story of some words that does not fit into a single line
        of sixty columns.

        ! detected: somebody saw it
      "
    `);
  });

  it("draws over its own line on a terminal", () => {
    expect(shown(true)).toContain("\r\u001b[2K");
    expect(shown(true)).toContain("working");
  });
});
