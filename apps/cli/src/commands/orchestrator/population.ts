import type { PopulationOptions } from "@selfplay/orchestrator";
import { cliErrors } from "../../errors.ts";

const personas = ["honest", "lazy", "colluding", "abusive"] as const;

/** Reads `honest=6,lazy=2`. @throws USAGE */
export function parsePopulation(text: string, seed: string): PopulationOptions {
  const counts = { honest: 0, lazy: 0, colluding: 0, abusive: 0 };
  for (const part of text.split(",")) {
    const [, name, count] = /^([a-z]+)=(\d{1,3})$/.exec(part.trim()) ?? [];
    const persona = personas.find((known) => known === name);
    if (persona === undefined)
      throw cliErrors.create("USAGE", {
        problem: `--simulate: ${JSON.stringify(part)} is not like honest=6 (${personas.join(", ")})`,
      });
    counts[persona] = Number(count);
  }
  return { seed, ...counts };
}
