import "./no-eval.ts";
import { bindRunbook } from "./copy.ts";
import { drawDiagram } from "./diagram.ts";
import { byId, fillList, make, part, setFields } from "./dom.ts";
import { isTooLarge, judge, manifestPath } from "./manifest-file.ts";
import { render } from "./render.ts";
import { showVerdict } from "./verdict.ts";

const maxShownFindings = 50;
const status = byId("manifest-status");
const feedback = part(document, "[data-manifest-feedback]");
const reset = byId("manifest-reset");

/** Shows a manifest, or says why it cannot; gives whether it is shown. */
async function show(text: string, from: string): Promise<{ shown: boolean; findings: readonly string[] }> {
  const { manifest, findings } = await judge(text, Date.now());
  if (manifest === undefined) return { shown: false, findings };
  render(manifest);
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
      const result = await show(await response.text(), "as shipped");
      if (result.shown) return;
      problem = `${manifestPath} breaks guardrails of the gate, so nothing is shown.`;
      findings = result.findings;
    } else problem = `${manifestPath} cannot be loaded (HTTP ${response.status}).`;
  } catch {
    problem = `${manifestPath} cannot be loaded.`;
  }
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
  const { shown, findings } = await show(await file.text(), `uploaded file ${file.name} (preview)`);
  feedback.textContent = shown
    ? `Uploaded manifest applied to dashboard.${findings.length === 0 ? " No guardrail of the manifest is broken." : ""}`
    : `${file.name} cannot be shown; what was shown before still is.`;
  fillList(
    "preview-findings",
    findings.slice(0, maxShownFindings).map((finding) => make("li", finding)),
  );
  if (shown) reset.hidden = false;
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

bindRunbook();
void showVerdict();
void showShipped();
