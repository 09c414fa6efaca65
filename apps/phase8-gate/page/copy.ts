import { byId, make, part } from "./dom.ts";

/** Copy buttons and the notes behind the question buttons. */
export function bindRunbook(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-test-id="copy-command"]')) {
    const command = part(button.parentElement ?? document, "code");
    const text = command.textContent ?? "";
    // Lines break between words only: a browser would break `--check` after its dashes too.
    command.replaceChildren(
      ...text.split(" ").flatMap((word, index) => [index === 0 ? "" : " ", make("span", word)]),
    );
    button.setAttribute("aria-label", `Copy: ${text}`);
    button.addEventListener("click", async () => {
      const copied = await copy(text);
      button.dataset["copyState"] = copied ? "copied" : "error";
      button.textContent = copied ? "Copied" : "Select";
      byId("copy-feedback").textContent = copied ? `Copied to clipboard: ${text}` : "Copy failed";
      // Where there is no clipboard, the text is at least selected.
      if (!copied) getSelection()?.selectAllChildren(command);
    });
  }
  for (const button of document.querySelectorAll(".info-button"))
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      byId(button.getAttribute("aria-controls") ?? "").hidden = !open;
    });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
