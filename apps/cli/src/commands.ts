import type { Command, Noun } from "./command.ts";

/**
 * The commands that a command line may mean. A pause in an emergency waits for the modules of no other command: where
 * the first word is `owner`, nothing else is loaded.
 */
export async function commandsFor(firstWord: string | undefined): Promise<{
  /** `mvcrs <verb>`. */
  readonly commands: readonly Command[];
  /** `mvcrs <noun> <verb>`. */
  readonly nouns: readonly Noun[];
}> {
  if (firstWord !== "owner") return import("./commands/all.ts");
  const { ownerNoun } = await import("./commands/owner/index.ts");
  return { commands: [], nouns: [ownerNoun] };
}
