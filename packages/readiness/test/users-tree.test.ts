import { describe, expect, it } from "vitest";
import { planExports } from "../src/export.ts";
import { activeFindings, exportFiles, layout, memorySource, selfTest } from "../src/index.ts";
import { byHand, edit, editJson, judge, now, type Tree } from "./support/tree.ts";
import { usersTree } from "./support/users-tree.ts";

const { page, manifest } = layout;
const checksums = exportFiles.checksums;

/** The errors of a tree, by rule and subject or pointer. */
const errors = async (tree: Tree): Promise<string[]> =>
  activeFindings(await judge(tree))
    .filter(({ severity }) => severity === "error")
    .map(({ rule, subject, pointer, file }) => `${rule} ${subject ?? pointer ?? file}`);

const changed = async (change: (tree: Tree) => void): Promise<string[]> => {
  const tree = usersTree();
  change(tree);
  return await errors(tree);
};

describe("a tree that users export themselves", () => {
  it("is green, and says of what it has nothing", async () => {
    const report = await judge(usersTree());
    expect(await errors(usersTree())).toEqual([]);
    expect(report.rules.filter(({ status }) => status === "beside").map(({ id }) => id)).toEqual([
      "plan-hash-derived",
      "export-checksums",
      "exports-fresh",
    ]);
    expect(report.rules.find(({ id }) => id === "exports-present")?.lookedAt).toEqual(["3 exports"]);
  });

  it("proves itself too: every mutant of what it has turns it red", async () => {
    const report = await selfTest(memorySource(usersTree()), { now });
    expect(report.mutants.filter(({ status }) => status !== "caught")).toEqual([]);
    expect(report.mutants.length).toBeGreaterThan(35);
  });

  it.each(
    [exportFiles.orchestrationReport, exportFiles.selfImprovementPlan, exportFiles.cycleReport].flatMap(
      (path) => [
        { path, name: "missing", change: (tree: Tree): void => void tree.delete(path) },
        { path, name: "empty", change: (tree: Tree): void => void tree.set(path, "\n") },
      ],
    ),
  )("is red with $path $name", async ({ path, change }) => {
    expect(await changed(change)).toEqual([`exports-present ${path}`]);
  });

  it("is red with a byte-order mark before an export in JSON", async () => {
    const path = exportFiles.selfImprovementPlan;
    expect(await changed((tree) => edit(tree, path, (text) => `\ufeff${text}`))).toEqual([
      `exports-present ${path}`,
    ]);
  });

  it("is judged in good time whatever its .gitignore holds", async () => {
    const hostile = `${"*[a-z]".repeat(40)}!\n${"?*".repeat(60)}\n`;
    const run = changed((tree) => {
      tree.set("output/.gitignore", hostile);
      tree.set(exportFiles.checksums, "{}");
    });
    expect(await run).toContain(`export-checksums /files`);
  });

  it("has further exports checked as soon as it holds, links to or lists them, and .gitignore does not hide them", async () => {
    const shown = (tree: Tree) => tree.delete("output/.gitignore");
    const link = (tree: Tree) =>
      edit(tree, page, (text) =>
        text.replace("</ol>", '</ol><a href="output/phase8-kit.tar.gz?v=2">kit</a>'),
      );
    expect(await changed((tree) => void tree.set(exportFiles.telemetryReport, " "))).toEqual([
      `exports-present ${exportFiles.telemetryReport}`,
    ]);
    expect(await changed(link)).toEqual([]);
    expect(await changed((tree) => [link(tree), shown(tree)])).toEqual([
      "exports-present output/phase8-kit.tar.gz",
    ]);
    const sums = (name: string) =>
      JSON.stringify({
        derivedFrom: { path: manifest, sha256: "0".repeat(64) },
        files: { [name]: "0".repeat(64) },
      });
    expect(
      await changed((tree) => [tree.set(checksums, sums("phase8-safe-transaction-batch.json")), shown(tree)]),
    ).toContain("exports-present output/phase8-safe-transaction-batch.json");
  });
});

describe("a page that is rendered by script", () => {
  const markers = ["stat-card", "sentinel-card", "stream-card", "runbook-step"];
  const script = (code: string) => async () =>
    await changed((tree) => void tree.set(page, `<i id="mermaid-diagram"></i><script>${code}</script>`));
  const link = '"./output/phase8-orchestration-report.txt"';
  const missing = [...markers.map((id) => `data-test-id="${id}"`), "phase8-orchestration-report.txt"].map(
    (it) => `ui-markers ${it}`,
  );

  it.each(
    Object.entries({
      templates: script(
        `x.innerHTML = \`${markers.map((id) => `<p data-test-id="${id}">\${a}</p>`).join("")}\`; y.href = ${link}`,
      ),
      "strings in single quotes": script(
        `f('${markers.map((id) => `<p data-test-id=\\'${id}\\'>`).join("")}<a href=${link}>')`,
      ),
      "unquoted attributes": script(
        `f("${markers.map((id) => `<p data-test-id=${id}>`).join("")}", { href: ${link} })`,
      ),
      setAttribute: script(
        `${markers.map((id) => `e.setAttribute("data-test-id", "${id}")`).join(";")};a.href = ${link}`,
      ),
      dataset: script(`${markers.map((id) => `e.dataset.testId = "${id}"`).join(";")};a["href"] = ${link}`),
      "attributes of a virtual element": script(
        `${markers.map((id) => `h("p", { "data-test-id": "${id}" })`).join(";")};a.setAttribute("href", ${link})`,
      ),
    }),
  )("has its markers in %s", async (_name, run) => {
    expect(await run()).toEqual([]);
  });

  it.each(
    Object.entries({
      comments: script(
        `/* ${markers.map((id) => `<p data-test-id="${id}">`).join("")} ${link} */ // ${link}`,
      ),
      "commented-out markup": script(
        `f(\`<!-- ${markers.map((id) => `<p data-test-id="${id}">`).join("")} -->\`)`,
      ),
      selectors: script(markers.map((id) => `q('[data-test-id="${id}"]')`).join(";")),
      "a path that becomes no link": script(`const names = { report: ${link} }; f(names)`),
      "a script that no browser can run": script(
        `f(\`${markers.map((id) => `<p data-test-id="${id}">`).join("")}\``,
      ),
      data: async () =>
        await changed(
          (tree) =>
            void tree.set(
              page,
              `<i id="mermaid-diagram"></i><script type="application/json">["<p data-test-id='stat-card'>"]</script>`,
            ),
        ),
    }),
  )("has none in %s", async (_name, run) => {
    expect(await run()).toEqual(missing);
  });

  it("may have its script in files beside it, and in what those import", async () => {
    const beside = (src: string) => (tree: Tree) => {
      const whole = tree.get(page) ?? "";
      const code = whole.slice(whole.indexOf('<script type="module">') + 22, whole.indexOf("</script>"));
      tree.set("app/cards.js", code);
      tree.set(
        "app/main.js",
        'import "./cards.js";\nimport "./main.js";\nimport "https://example.org/x.js";',
      );
      tree.set(
        page,
        whole.replace(/<script type="module">.*<\/script>/s, `<script type="module" src="${src}"></script>`),
      );
    };
    expect(await changed(beside("app/main.js"))).toEqual([]);
    expect(await changed(beside("./app/../app/main.js?v=1"))).toEqual([]);
    for (const elsewhere of [
      "https://example.org/app/main.js",
      "../app/main.js",
      "app/none.js",
      "app//main.js",
    ])
      expect(await changed(beside(elsewhere))).toHaveLength(5);
  });

  it("may draw its diagram's place by script too, and not only ask for it", async () => {
    const without = (tree: Tree) =>
      edit(tree, page, (text) => text.replace(/<div class="mermaid".*<\/div>/, ""));
    const add = (code: string) => (tree: Tree) => {
      without(tree);
      edit(tree, page, (text) => text.replace("</script>", `${code}\n</script>`));
    };
    for (const code of [
      'm.innerHTML = `<div class="mermaid">x</div>`;',
      'm.id = "mermaid-diagram";',
      'm.className = "mermaid";',
    ])
      expect([code, await changed(add(code))]).toEqual([code, []]);
    for (const code of ['byId("mermaid-diagram");', "// <div class=mermaid>", 'import("./mermaid.js");'])
      expect([code, await changed(add(code))]).toEqual([code, ["ui-markers mermaid"]]);
  });

  it("needs no error panel, unless its script asks for one", async () => {
    const ask = (tree: Tree) =>
      edit(tree, page, (text) => text.replace("</script>", 'byId("error-panel").hidden = true;\n</script>'));
    const panel = (tree: Tree) =>
      edit(tree, page, (text) => text.replace("<main>", '<main><p data-test-id="error-panel"></p>'));
    expect(await changed(ask)).toEqual(['ui-markers data-test-id="error-panel"']);
    // The same words mean other things elsewhere: a role, an element's id.
    const words = 'e.setAttribute("role", "alert"); byId("mermaid-diagram"); q("#domain-card");';
    expect(
      await changed((tree) => edit(tree, page, (text) => text.replace("</script>", `${words}\n</script>`))),
    ).toEqual([]);
    expect(await changed((tree) => [ask(tree), panel(tree)])).toEqual([]);
  });
});

describe("exporting there", () => {
  const hidden = new Set(
    Object.values(exportFiles).filter(
      (path) => !/orchestration-report|self-improvement-plan|cycle-report/.test(path),
    ),
  );

  it("writes what the tree ships and nothing else, and keeps the gate green", async () => {
    const tree = usersTree();
    const { files } = planExports(byHand.manifest, tree, undefined, hidden);
    expect([...files.keys()].sort()).toEqual(
      [
        exportFiles.cycleReport,
        exportFiles.orchestrationReport,
        exportFiles.selfImprovementPlan,
        manifest,
      ].sort(),
    );
    for (const [path, text] of files) tree.set(path, text);
    expect(await errors(tree)).toEqual([]);
    // The report lacked nothing: further columns, line breaks in quotes and all.
    expect(files.get(exportFiles.cycleReport)).toBe(usersTree().get(exportFiles.cycleReport));
  });

  it("adds the cycle that is missing and drops none", () => {
    const tree = usersTree();
    editJson(tree, manifest, (it) => {
      it.selfImprovement.plan.lastExecutedAt = 1760002000;
      it.selfImprovement.plan.lastReportURI = "ipfs://reports/unnamed";
    });
    const before = usersTree().get(exportFiles.cycleReport) ?? "";
    const after = planExports(tree.get(manifest) ?? "", tree).files.get(exportFiles.cycleReport) ?? "";
    expect(after).toBe(
      before.replace("32,1760011200", "33,1760002000,ipfs://reports/unnamed,,\n32,1760011200"),
    );
    expect(
      planExports(tree.get(manifest) ?? "", new Map([...tree, [exportFiles.cycleReport, after]])).files.get(
        exportFiles.cycleReport,
      ),
    ).toBe(after);
  });
});
