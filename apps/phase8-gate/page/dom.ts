/** The element with an id; a page without it is not this page. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new TypeError(`the page has no #${id}`);
  return found;
}

export function part(parent: ParentNode, selector: string): HTMLElement {
  const found = parent.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new TypeError(`the page has no ${selector}`);
  return found;
}

export function make(name: string, text?: string): HTMLElement {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** What goes into a `data-field`: a text, or elements. Never markup: manifests are not trusted with any. */
export type Fields = Readonly<Record<string, string | readonly Node[]>>;

export function setFields(parent: ParentNode, fields: Fields): void {
  for (const [name, content] of Object.entries(fields)) {
    const target = part(parent, `[data-field="${name}"]`);
    target.replaceChildren(...(typeof content === "string" ? [content] : content));
  }
}

/** A copy of a `<template>` with its fields filled. */
export function fromTemplate(id: string, fields: Fields): HTMLElement {
  const template = byId(`${id}-template`);
  if (!(template instanceof HTMLTemplateElement)) throw new TypeError(`#${id}-template is no template`);
  const copy = document.importNode(template.content, true);
  setFields(copy, fields);
  const [element] = copy.children;
  if (!(element instanceof HTMLElement)) throw new TypeError(`#${id}-template is empty`);
  return element;
}

export function fillList(name: string, items: readonly Node[]): void {
  part(document, `[data-list="${name}"]`).replaceChildren(...items);
}

/** The pairs of a `<dl>`; one without a value is left out. */
export function facts(pairs: readonly (readonly [string, string | undefined])[]): Node[] {
  return pairs.flatMap(([term, value]) => {
    if (value === undefined || value === "") return [];
    const detail = make("dd", value);
    if (/^0x[0-9a-f]{40}$/i.test(value)) detail.className = "mono";
    return [make("dt", term), detail];
  });
}
