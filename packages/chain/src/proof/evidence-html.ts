import { hash } from "node:crypto";
import { EVIDENCE_SCRIPT } from "./evidence-script.ts";

export interface EvidencePage {
  /** The content of a `.tlog-proof` file. */
  readonly proof: string;
  /** Verifier keys in their text form. */
  readonly keys: readonly string[];
  readonly title: string;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

// No text of the page may end the element that it stands in.
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
  #verdict { padding: .75rem 1rem; border-left: .4rem solid; font-weight: 600 }
  #verdict.good { color: #14532d; background: #ecfdf3; border-color: #15803d }
  #verdict.open { color: #713f12; background: #fefce8; border-color: #a16207 }
  #verdict.bad { color: #7f1d1d; background: #fef2f2; border-color: #b91c1c }
  pre, code, input { font: 14px/1.5 ui-monospace, monospace }
  pre { overflow: auto; padding: 1rem; background: #f5f5f5 }
  dt { font-weight: 600; margin-top: .5rem } dd { margin: 0; overflow-wrap: anywhere }
  input { width: 100%; box-sizing: border-box; padding: .4rem }
`;

/**
 * The evidence page. It loads nothing: its policy allows the one script that it carries, by its hash, and nothing from
 * any network.
 */
export function evidenceHtml({ proof, keys, title }: EvidencePage): string {
  const scriptHash = hash("sha256", EVIDENCE_SCRIPT, "base64");
  const policy = `default-src 'none'; script-src 'sha256-${scriptHash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p id="verdict" role="status" class="bad">NOT verified: the script of this page did not run.</p>
<h2>The event</h2>
<pre id="event"></pre>
<h2>Where it stands</h2>
<dl>
<dt>Entry</dt><dd id="index"></dd>
<dt>Log</dt><dd id="origin"></dd>
<dt>Entries the checkpoint commits to</dt><dd id="size"></dd>
<dt>Root hash</dt><dd><code id="root"></code></dd>
<dt>Leaf hash</dt><dd><code id="leaf"></code></dd>
</dl>
<h2>The key</h2>
<p>This file came with the key below. Whoever can forge the file can forge the key: get the log's verifier key on another way and paste it here.</p>
<p>${keys.map((key) => `<code>${escaped(key)}</code>`).join("<br>")}</p>
<p><label for="key">Verifier key that you trust</label> <input id="key" autocomplete="off" spellcheck="false"></p>
<h2>The proof</h2>
<p>In the format of c2sp.org/tlog-proof; save it as a .tlog-proof file to check it with another program.</p>
<pre>${escaped(proof)}</pre>
<script type="application/json" id="evidence">${embedded({ proof, keys })}</script>
<script>${EVIDENCE_SCRIPT}</script>
</body>
</html>
`;
}
