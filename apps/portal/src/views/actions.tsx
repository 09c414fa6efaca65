import type { Action } from "@mvcrs/portal/format";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { act, useToken } from "../data/act.ts";
import { now, overview } from "../data/model.ts";
import { route } from "../data/route.ts";

type Kind = Action["kind"];

const offers = (kind: Kind): boolean =>
  route.value.at === null && (overview.value?.service?.actions?.kinds.includes(kind) ?? false);

/** A form for one action; says what came of it. */
function ActionForm(props: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly made: (form: FormData) => Action;
}) {
  const { title, children, made } = props;
  const [said, setSaid] = useState("");
  const actions = overview.value?.service?.actions;
  if (actions === undefined || actions === null) return null;
  return (
    <form
      class="card act"
      onSubmit={(event) => {
        event.preventDefault();
        setSaid("…");
        const form = new FormData(event.currentTarget);
        const pasted = form.get("token");
        if (typeof pasted === "string") useToken(pasted);
        void act(made(form)).then(setSaid);
      }}
    >
      <h2>{title}</h2>
      {children}
      {actions.actor !== null ? (
        <p class="hint">as {actions.actor}</p>
      ) : actions.login !== null ? (
        <p>
          <a href={actions.login}>Log in</a> to act.
        </p>
      ) : (
        <label>
          your token <input name="token" type="password" autocomplete="off" required />
        </label>
      )}
      <button type="submit" class="main" disabled={actions.actor === null && actions.login !== null}>
        {title}
      </button>
      <output>{said}</output>
    </form>
  );
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();

const Reason = () => (
  <label>
    reason, recorded in the log <textarea name="reason" rows={2} maxLength={4000} required />
  </label>
);

export function ChallengeForm({
  id,
  isOpen,
  isAcknowledged,
}: {
  readonly id: string;
  readonly isOpen: boolean;
  readonly isAcknowledged: boolean;
}) {
  if (!isOpen) return null;
  return (
    <>
      {offers("acknowledge") && !isAcknowledged ? (
        <ActionForm
          title="Take it on"
          made={(form) => ({ kind: "acknowledge", challenge: id, reason: text(form, "reason") })}
        >
          <Reason />
        </ActionForm>
      ) : null}
      {offers("resolve") ? (
        <ActionForm
          title="Resolve"
          made={(form) => {
            const how = text(form, "resolution");
            const resolution = how === "rejected" || how === "superseded" ? how : "remediated";
            return { kind: "resolve", challenge: id, resolution, reason: text(form, "reason") };
          }}
        >
          <label>
            how{" "}
            <select name="resolution">
              <option value="remediated">remediated: the cause is fixed</option>
              <option value="rejected">rejected: it was none</option>
              <option value="superseded">superseded: this is the new normal</option>
            </select>
          </label>
          <Reason />
        </ActionForm>
      ) : null}
    </>
  );
}

export function MuteForm({ metric }: { readonly metric: string }) {
  const isMuted =
    overview.value?.state.mutes.some(([name, until]) => name === metric && Date.parse(until) > now.value) ??
    false;
  if (isMuted)
    return offers("unmute") ? (
      <ActionForm title="Unmute" made={(form) => ({ kind: "unmute", metric, reason: text(form, "reason") })}>
        <Reason />
      </ActionForm>
    ) : null;
  return offers("mute") ? (
    <ActionForm
      title="Mute"
      made={(form) => ({
        kind: "mute",
        ...{ metric, owner: text(form, "owner"), reason: text(form, "reason") },
        until: new Date(now.value + 3_600_000 * Number(form.get("hours") ?? 1)).toISOString(),
      })}
    >
      <label>
        hours <input name="hours" type="number" min={1} max={168} value={2} required />
      </label>
      <label>
        owner <input name="owner" maxLength={200} required />
      </label>
      <Reason />
    </ActionForm>
  ) : null;
}
