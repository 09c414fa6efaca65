import type { Agreement as Counts } from "@mvcrs/portal/format";
import { Card, Quiet } from "../../ui/bits.tsx";
import { count } from "../../ui/format.ts";

const names = ["policy", "consensus", "forecast"] as const;

/** How often the verifiers were of one mind on what was raised. */
export function Agreement({ of, raised }: { readonly of: Counts; readonly raised: number }) {
  if (raised === 0) return null;
  return (
    <Card title="Agreement of the verifiers">
      <table class="agreement">
        <thead>
          <tr>
            <th scope="col">pair</th>
            <th scope="col">of one mind</th>
            <th scope="col" class="num">
              both voted
            </th>
          </tr>
        </thead>
        <tbody>
          {of.pairs.map(({ of: [one, two], both, agree }) => (
            <tr key={`${one}${two}`}>
              <th scope="row">
                {one} + {two}
              </th>
              <td>
                {both === 0 ? (
                  <span class="quiet">never</span>
                ) : (
                  <>
                    <meter min={0} max={both} value={agree} aria-label={`${one} and ${two} of one mind`} />{" "}
                    {Math.round((100 * agree) / both)} %
                  </>
                )}
              </td>
              <td class="num">{count(both)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Quiet>
        Of {count(raised)} raised,{" "}
        {names
          .map(
            (name) =>
              `${name} voted on ${count(of[name].voted)} and saw a deviation in ${count(of[name].deviates)}`,
          )
          .join("; ")}
        .
      </Quiet>
    </Card>
  );
}
