import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { overview } from "../data/model.ts";
import { href } from "../data/route.ts";
import { isRemembered, prepare, startVerifying, verification } from "../data/verifier.ts";
import { Hash, Quiet } from "../ui/bits.tsx";
import { count, span } from "../ui/format.ts";

/** Verifies the log in this browser, against a key and a checkpoint that the visitor may bring along. */
export function VerifyView() {
  const shown = overview.value;
  const [key, setKey] = useState<string | null>(null);
  const [pinned, setPinned] = useState("");
  const [anew, setAnew] = useState(false);
  useEffect(prepare, []);
  if (shown === null) return null;
  const { checkpoint } = shown.log;
  const given = key ?? shown.facts.key ?? "";
  const isOwn = given.trim() === (shown.facts.key ?? "");
  return (
    <div class="grid">
      <div class="wide">
        <section class="card" aria-labelledby="verify-title">
          <header>
            <h1 id="verify-title">Verify in your browser</h1>
          </header>
          {checkpoint === null ? (
            <p class="notice">
              No checkpoint is signed, so there is nothing to verify against: mvcrs chain keygen, then mvcrs
              chain checkpoint.
            </p>
          ) : (
            <>
              <p>
                This page fetches the log's {count(checkpoint.size)} entries, hashes each of them here, and
                compares what comes out with the signed checkpoint. Nothing this host says is believed, but
                the key that you give.
              </p>
              <form
                class="verify"
                onSubmit={(event) => {
                  event.preventDefault();
                  void startVerifying({ key: given, pinned, anew });
                }}
              >
                <label for="key">Verifier key</label>
                <input
                  id="key"
                  value={given}
                  spellcheck={false}
                  autocomplete="off"
                  onInput={({ currentTarget }) => setKey(currentTarget.value)}
                  required
                />
                <p class="hint">
                  {isOwn
                    ? "The one that this host names. It proves that nothing was changed since the host signed; paste one that you got elsewhere, and it proves who signed too."
                    : "Your own key: it proves who signed as well."}
                </p>
                <label for="pinned">A checkpoint that you kept (optional)</label>
                <textarea
                  id="pinned"
                  rows={5}
                  value={pinned}
                  spellcheck={false}
                  onInput={({ currentTarget }) => setPinned(currentTarget.value)}
                />
                <p class="hint">
                  The log has to continue it: so nobody can have rewritten what you saw then.
                </p>
                {isRemembered(given) ? (
                  <label class="check">
                    <input
                      type="checkbox"
                      checked={anew}
                      onChange={({ currentTarget }) => setAnew(currentTarget.checked)}
                    />{" "}
                    hash everything again, also what this browser has verified before
                  </label>
                ) : null}
                <button type="submit" class="main" disabled={verification.value.state === "running"}>
                  {verification.value.state === "running" ? "verifying …" : "Verify"}
                </button>
              </form>
              <Steps />
            </>
          )}
        </section>
      </div>
      <div class="narrow">
        <section class="card" aria-labelledby="claims-title">
          <header>
            <h2 id="claims-title">What this proves</h2>
          </header>
          <ul class="plain">
            <li>Each entry is, byte for byte, the one that was signed, in its place.</li>
            <li>Nothing before the checkpoint was changed, removed or put in since.</li>
            <li>With a checkpoint of your own: the host shows you the history that it showed you then.</li>
          </ul>
          <Quiet>
            It does not prove that the page itself is honest: its code comes from this host. For that, verify
            a copy with mvcrs chain verify, or with any client of C2SP tlog-tiles.
          </Quiet>
          {checkpoint === null ? null : (
            <dl class="facts">
              <div class="fact">
                <dt>entries</dt>
                <dd>{count(checkpoint.size)}</dd>
              </div>
              <div class="fact">
                <dt>root hash</dt>
                <dd>
                  <Hash of={checkpoint.root_hash} length={16} />
                </dd>
              </div>
            </dl>
          )}
        </section>
      </div>
    </div>
  );
}

function Steps() {
  const of = verification.value;
  if (of.state === "idle") return null;
  const done = of.size === 0 ? 0 : Math.min(1, of.done / of.size);
  return (
    <div class="steps" aria-live="polite">
      <Step isDone={of.size > 0} isBad={false}>
        {of.size > 0
          ? `The checkpoint is signed by this key: ${count(of.size)} entries of ${of.origin}`
          : "The checkpoint's signature"}
      </Step>
      <Step isDone={of.tail !== null} isBad={false}>
        {of.tail === null
          ? "The newest entries"
          : `The newest ${count(of.size - of.tail.from)} entries are proven, after ${Math.round(of.tail.ms)} ms`}
      </Step>
      {of.consistent.map((what) => (
        <Step key={what} isDone isBad={false}>
          It continues {what}
        </Step>
      ))}
      <Step isDone={of.state === "good"} isBad={of.state === "bad"}>
        {of.state === "good"
          ? `All ${count(of.size)} entries are verified: ${count(of.hashed)} hashed in ${of.ms < 1000 ? `${Math.round(of.ms)} ms` : span(of.ms)}`
          : `All others: ${count(of.done)} of ${count(of.size)}`}
        {of.state === "running" ? <progress max={1} value={done} aria-label="Verified" /> : null}
      </Step>
      {of.bad === null ? null : (
        <div class="notice bad" role="alert">
          {of.state === "failed" ? (
            <b>It could not be verified.</b>
          ) : of.bad.seq === null ? (
            <b>This does not verify.</b>
          ) : (
            <b>Entry {of.bad.seq} was tampered with.</b>
          )}{" "}
          {of.bad.problem}
          {of.bad.seq === null ? null : (
            <>
              {" "}
              <a href={href("timeline")}>timeline</a>
            </>
          )}
        </div>
      )}
    </div>
  );
}

function Step(props: {
  readonly isDone: boolean;
  readonly isBad: boolean;
  readonly children: ComponentChildren;
}) {
  const { isDone, isBad, children } = props;
  return (
    <div class={`step ${isBad ? "no" : isDone ? "ok" : "none"}`}>
      <i aria-hidden="true" />
      <span class="sr">{isBad ? "does not hold:" : isDone ? "holds:" : "not yet:"}</span>
      <div>{children}</div>
    </div>
  );
}
