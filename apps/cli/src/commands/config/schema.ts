import { configJsonSchema } from "@mvcrs/escalation";
import { defineCommand } from "../../command.ts";

export const schemaCommand = defineCommand({
  command: "schema",
  describe: "Print the JSON Schema of the configuration, for editors",
  options: (yargs) => yargs,

  async run() {
    const schema = configJsonSchema();
    return { json: schema, text: JSON.stringify(schema, null, 2) };
  },
});
