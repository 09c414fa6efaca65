import { describe, expect, it } from "vitest";
import { activeFindings, layout } from "../src/index.ts";
import { edit, judge, validTree } from "./support/tree.ts";

const { readme, page } = layout;

describe("the operator guide", () => {
  const headings = async (change: (text: string) => string) => {
    const tree = validTree();
    edit(tree, readme, change);
    return activeFindings(await judge(tree)).map(({ rule, message }) => [rule, message.split(":")[0]]);
  };

  it("counts no heading in a comment, in fenced code or in other words", async () => {
    const wanted = "## 🧠 Self-improvement kernel";
    const missing = [["readme-headings", "README missing required heading"]];
    expect(await headings((text) => text.replace(wanted, `<!-- \n${wanted}\n-->`))).toEqual(missing);
    expect(await headings((text) => text.replace(wanted, `~~~\n${wanted}\n~~~`))).toEqual(missing);
    expect(await headings((text) => text.replace(wanted, `${wanted} and more`))).toEqual(missing);
    expect(await headings((text) => text.replace(wanted, wanted.replace("##", "###")))).toEqual(missing);
  });

  it("is told when its headings are out of order", async () => {
    const swapped = await headings((text) =>
      text
        .replace("## 🧭 Why this demo matters", "§")
        .replace("## 🧠 Self-improvement kernel", "## 🧭 Why this demo matters")
        .replace("§", "## 🧠 Self-improvement kernel"),
    );
    expect(swapped.length).toBeGreaterThan(0);
    expect(new Set(swapped.map(([, said]) => said))).toEqual(new Set(["README headings out of order"]));
  });
});

describe("the page", () => {
  const markers = async (html: string) => {
    const tree = validTree();
    tree.set(page, html);
    return activeFindings(await judge(tree))
      .filter(({ rule }) => rule === "ui-markers")
      .map(({ subject }) => subject);
  };
  const link = '<a href="./output/phase8-orchestration-report.txt">r</a><i id="mermaid-diagram"></i>';
  const all = ["stat-card", "sentinel-card", "stream-card", "runbook-step"]
    .map((id) => `<b data-test-id="${id}"></b>`)
    .join("");

  it("has its markers as elements, templates included", async () => {
    expect(await markers(`${link}${all}`)).toEqual([]);
    expect(await markers(`${link}<template>${all}</template>`)).toEqual([]);
    expect(await markers(`${link}${all.replaceAll('"', "'")}`)).toEqual([]);
  });

  it("has none in comments, scripts, styles, titles and texts", async () => {
    for (const hidden of [
      `<!--${all}-->`,
      `<script>${all}</script>`,
      `<style>${all}</style>`,
      `<title>${all}</title>`,
    ])
      expect(await markers(`${link}${hidden}`)).toHaveLength(4);
    expect(await markers(`${all}<!--${link}-->`)).toHaveLength(2);
    expect(
      await markers(`${all}<script>mermaid</script><p>phase8-orchestration-report.txt</p>`),
    ).toHaveLength(2);
    expect(
      await markers(`${all}<p>mermaid</p><a href="x/not-phase8-orchestration-report.txt">r</a>`),
    ).toHaveLength(1);
  });

  it("may nest elements a hundred thousand deep", async () => {
    expect(await markers(`${"<div>".repeat(100_000)}${link}${all}`)).toEqual([]);
  });
});
