import type { Facts, TimelineEntry } from "@mvcrs/portal/format";
import { href } from "../../data/route.ts";
import { Card, Fact, Quiet, Time } from "../../ui/bits.tsx";
import { count, kindSaid, plural } from "../../ui/format.ts";

/** An address, cut in its middle. */
const Address = ({ of }: { readonly of: string }) => (
  <span class="hash" title={of}>
    {of.length > 14 ? `${of.slice(0, 8)}…${of.slice(-4)}` : of}
  </span>
);

const operations: ReadonlySet<string> = new Set([
  "owner_op.executed",
  "owner_op.intended",
  "orchestrator.alert",
]);

/** The deployment that is looked after: parameters, pauses, scoreboard, rewards. */
export function SelfPlay({
  facts,
  latest,
}: {
  readonly facts: Facts;
  readonly latest: readonly TimelineEntry[];
}) {
  const { selfplay } = facts;
  const done = latest.filter(({ type }) => operations.has(type)).sort((a, b) => b.seq - a.seq);
  if (selfplay === null) return <p class="quiet alone">SelfPlay: no deployment is known here.</p>;
  const { frozen, rewards } = selfplay;
  return (
    <Card title="SelfPlay" aside={`chain ${selfplay.chain_id}`}>
      {frozen === null ? null : (
        <p class="notice bad">
          Frozen by {frozen.by}, <Time at={frozen.since} />: {frozen.reasons.join(", ")}
        </p>
      )}
      <dl class="facts">
        <Fact name="arena">
          <Address of={selfplay.arena} />
        </Fact>
        <Fact name="rounds">
          {count(selfplay.rounds)}
          <small>
            difficulty {count(selfplay.difficulty)}
            {selfplay.failures > 0 ? `, ${plural(selfplay.failures, "failure")}` : ""}
          </small>
        </Fact>
        {selfplay.pauses.map(({ module, paused }) => (
          <Fact key={module} name={module}>
            <span class={paused ? "no" : ""}>{paused ? "paused" : "running"}</span>
          </Fact>
        ))}
      </dl>
      {done.length === 0 ? null : (
        <ul class="plain ops">
          {done.map((entry) => (
            <li key={entry.seq}>
              <a href={href("entry", String(entry.seq))}>{kindSaid(entry.type)}</a> {entry.note}{" "}
              <Time at={entry.at} />
            </li>
          ))}
        </ul>
      )}
      {selfplay.parameters.length === 0 ? null : (
        <details>
          <summary>{plural(selfplay.parameters.length, "parameter")}</summary>
          <dl class="facts">
            {selfplay.parameters.map(({ name, value }) => (
              <Fact key={name} name={name}>
                <code>{value}</code>
              </Fact>
            ))}
          </dl>
        </details>
      )}
      {selfplay.agents.length === 0 ? null : (
        <details open>
          <summary>
            Scoreboard, {selfplay.agents.length} of {plural(selfplay.agent_count, "agent")}
          </summary>
          <table class="scores">
            <thead>
              <tr>
                <th scope="col">agent</th>
                <th scope="col" class="num">
                  won
                </th>
                <th scope="col" class="num">
                  lost
                </th>
                <th scope="col" class="num">
                  slashed
                </th>
              </tr>
            </thead>
            <tbody>
              {selfplay.agents.map(({ address, wins, losses, slashes }) => (
                <tr key={address}>
                  <td>
                    <Address of={address} />
                  </td>
                  <td class="num">{count(wins)}</td>
                  <td class="num">{count(losses)}</td>
                  <td class={slashes > 0 ? "num no" : "num"}>{count(slashes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      {rewards === null ? null : (
        <details>
          <summary>
            Culture rewards, <Time at={rewards.at} />
          </summary>
          <dl class="facts">
            {rewards.shares.map(({ address, amount }) => (
              <Fact key={address} name={`${address.slice(0, 8)}…${address.slice(-4)}`}>
                <code>{amount}</code>
              </Fact>
            ))}
            <Fact name="total">
              <code>{rewards.total}</code>
            </Fact>
          </dl>
        </details>
      )}
      <Quiet>
        as of <Time at={selfplay.as_of} />
      </Quiet>
    </Card>
  );
}
