import "./no-eval.ts";
import { sha256Hex } from "@phase8/readiness/control-room";
import { bindRunbook } from "./copy.ts";
import { drawDiagram } from "./diagram.ts";
import { byId, fillList, make, part, setFields } from "./dom.ts";
import { describe, isTooLarge, judge, manifestPath } from "./manifest-file.ts";
import { render } from "./render.ts";
import { sayVerdict, showVerdict } from "./verdict.ts";

const maxShownFindings = 50;
const status = byId("manifest-status");
const feedback = part(document, "[data-manifest-feedback]");
const reset = byId("manifest-reset");

/** Shows a manifest, or says why it cannot; returns whether it is shown. */
async function show(
  bytes: Uint8Array,
  from: string,
): Promise<{ shown: boolean; findings: readonly string[] }> {
  const now = Date.now();
  const { manifest, findings: found } = await judge(bytes, now);
  const findings = found.map(describe);
  if (manifest === undefined) return { shown: false, findings };
  render(manifest, found, now);
  const main = byId("main");
  main.hidden = false;
  main.removeAttribute("aria-hidden");
  byId("error-panel").hidden = true;
  status.textContent = from;
  void drawDiagram(manifest);
  return { shown: true, findings };
}

async function showShipped(): Promise<void> {
  let problem: string;
  let findings: readonly string[] = [];
  try {
    const response = await fetch(manifestPath, { cache: "no-store" });
    if (response.ok) {
      const bytes = new Uint8Array(await response.arrayBuffer());
      void showVerdict(sha256Hex(bytes));
      const result = await show(bytes, "as shipped");
      if (result.shown) return;
      problem = `${manifestPath} breaks guardrails of the gate, so nothing is shown.`;
      findings = result.findings;
    } else problem = `${manifestPath} cannot be loaded (HTTP ${response.status}).`;
  } catch {
    problem =
      location.protocol === "file:"
        ? `This page was opened from disk (file://), and a browser lets such a page read no files beside it, so ${manifestPath} cannot be loaded.`
        : `${manifestPath} cannot be loaded.`;
  }
  if (byId("verdict").dataset["verdict"] === "unknown") sayVerdict("none", "nothing to be judged");
  const main = byId("main");
  main.hidden = true;
  main.setAttribute("hidden", "true");
  main.setAttribute("aria-hidden", "true");
  const panel = byId("error-panel");
  setFields(panel, {
    problem,
    problems: findings.slice(0, maxShownFindings).map((finding) => make("li", finding)),
  });
  panel.hidden = false;
  status.textContent = "unavailable";
}

async function preview(file: File): Promise<void> {
  feedback.textContent = "";
  fillList("preview-findings", []);
  if (isTooLarge(file.size)) {
    feedback.textContent = `${file.name} has ${file.size} bytes, more than the gate reads; nothing was changed.`;
    return;
  }
  const { shown, findings } = await show(
    new Uint8Array(await file.arrayBuffer()),
    `uploaded file ${file.name} (preview)`,
  );
  feedback.textContent = shown
    ? `Uploaded manifest applied to dashboard.${findings.length === 0 ? " No guardrail of the manifest is broken." : ""}`
    : `${file.name} cannot be shown; what was shown before still is.`;
  fillList(
    "preview-findings",
    findings.slice(0, maxShownFindings).map((finding) => make("li", finding)),
  );
  if (!shown) return;
  reset.hidden = false;
  sayVerdict("none", "not asked of this preview");
}

byId("manifest-upload").addEventListener("change", ({ target }) => {
  const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
  if (file !== undefined) void preview(file);
});
reset.addEventListener("click", () => {
  reset.hidden = true;
  feedback.textContent = "";
  fillList("preview-findings", []);
  const input = byId("manifest-upload");
  if (input instanceof HTMLInputElement) input.value = "";
  input.focus();
  void showShipped();
});

byId("not-started").remove();
bindRunbook();
void showShipped();
