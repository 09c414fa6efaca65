import type { Level } from "@mvcrs/portal/format";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { announced, now } from "../data/model.ts";
import { ago, when } from "./format.ts";

export function LevelMark({ level }: { readonly level: Level | undefined }) {
  return level === undefined ? null : <span class={`level ${level}`}>{level}</span>;
}

/** A time, relative, with the exact one to hover over and to copy. */
export function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={when(at)}>
      {ago(at, now.value)}
    </time>
  );
}

export function Card(props: {
  readonly title: string;
  readonly aside?: ComponentChildren;
  readonly class?: string;
  /** Whether it is the whole view. */
  readonly isView?: boolean;
  readonly children: ComponentChildren;
}) {
  const { title, aside, children, isView = false } = props;
  const id = `card-${title.toLowerCase().replace(/\W+/g, "-")}`;
  return (
    <section class={`card ${props.class ?? ""}`} aria-labelledby={id}>
      <header>
        {isView ? <h1 id={id}>{title}</h1> : <h2 id={id}>{title}</h2>}
        {aside === undefined ? null : <div class="aside">{aside}</div>}
      </header>
      {children}
    </section>
  );
}

/** A name and what is said of it. */
export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Copy({ text, label }: { readonly text: string; readonly label?: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => {
        setCopied(true);
        announced.value = "copied";
      },
      () => setCopied(false),
    );
  };
  return (
    <button type="button" class="copy" onClick={copy} aria-label={`Copy ${label ?? text}`}>
      {isCopied ? "copied" : "copy"}
    </button>
  );
}

/** A command to run, which can be copied. */
export function Command({ text, why }: { readonly text: string; readonly why: string }) {
  return (
    <div class="command">
      <p>{why}</p>
      <div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
        <code tabIndex={0}>{text}</code>
        <Copy text={text} />
      </div>
    </div>
  );
}

/** A hash, cut for the eye and whole for copying. */
export function Hash({ of, length = 12 }: { readonly of: string; readonly length?: number }) {
  return (
    <span class="hash" title={of}>
      {of.slice(0, length)}
      {of.length > length ? "…" : ""}
    </span>
  );
}

export function Quiet({ children }: { readonly children: ComponentChildren }) {
  return <p class="quiet">{children}</p>;
}
