// The script of the evidence page: checks the proof that the page carries, offline. Bundled by build-evidence.ts.

import { parseCanonical } from "@mvcrs/canonical";
import { isCodedError } from "@mvcrs/errors";
import { parseVerifierKeys, verifyTlogProof } from "../../src/verify.ts";

// What the script needs of a page; the workspace is typed for Node, not for browsers.
interface Element {
  textContent: string | null;
  value: string;
  className: string;
  addEventListener(type: "input", listener: () => void): void;
}
declare const document: { getElementById(id: string): Element | null };

interface Evidence {
  readonly proof: string;
  readonly keys: readonly string[];
}

const element = (id: string): Element => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function eventOf(entry: Uint8Array): unknown {
  const line = parseCanonical(new TextDecoder().decode(entry));
  return typeof line === "object" && line !== null && "event" in line ? line.event : line;
}

const evidence: Evidence = JSON.parse(element("evidence").textContent ?? "");

function show(className: string, verdict: string): void {
  element("verdict").className = className;
  element("verdict").textContent = verdict;
}

function check(): void {
  const own = element("key").value.trim();
  for (const id of ["event", "index", "origin", "size", "root", "leaf"]) element(id).textContent = "";
  try {
    const verifierKeys = (own === "" ? evidence.keys : [own]).flatMap((text) => parseVerifierKeys(text));
    const { entry, index, leafHash, checkpoint } = verifyTlogProof(evidence.proof, { verifierKeys });
    element("event").textContent = JSON.stringify(eventOf(entry), null, 2);
    element("index").textContent = String(index);
    element("origin").textContent = checkpoint.origin;
    element("size").textContent = String(checkpoint.size);
    element("root").textContent = hex(checkpoint.rootHash);
    element("leaf").textContent = hex(leafHash);
    if (own === "")
      show("open", "The proof holds under the key that came with it. Now check that the key is the log's.");
    else show("good", "Verified with your key: this entry is in the log that the checkpoint commits to.");
  } catch (thrown) {
    show("bad", `NOT verified: ${isCodedError(thrown) ? thrown.summary : String(thrown)}`);
  }
}

element("key").addEventListener("input", check);
check();
