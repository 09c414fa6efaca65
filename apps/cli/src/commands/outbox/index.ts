import type { Noun } from "../../command.ts";
import { deliverCommand } from "./deliver.ts";
import { dropCommand } from "./drop.ts";
import { listCommand } from "./list.ts";
import { retryCommand } from "./retry.ts";

/** `mvcrs outbox …`. */
export const outboxNoun: Noun = {
  name: "outbox",
  describe: "Notices on their way to people",
  verbs: [listCommand, deliverCommand, retryCommand, dropCommand],
};
