import type { Noun } from "../../command.ts";
import { ackCommand } from "./ack.ts";
import { listCommand } from "./list.ts";
import { resolveCommand } from "./resolve.ts";
import { showCommand } from "./show.ts";

/** `mvcrs challenges …`. */
export const challengesNoun: Noun = {
  name: "challenges",
  describe: "Look at challenges, take them on, close them",
  verbs: [listCommand, showCommand, ackCommand, resolveCommand],
};
