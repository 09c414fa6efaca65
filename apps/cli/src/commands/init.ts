import { relative } from "node:path";
import { initConfig } from "@mvcrs/escalation";
import { defineCommand } from "../command.ts";

export const initCommand = defineCommand({
  command: "init",
  describe: "Write state/mvcrs_config.json with every default spelled out",
  options: (yargs) => yargs,
  async run(_args, { files, paths, io }) {
    const config = await initConfig(files, paths.config);
    const path = relative(io.cwd, paths.config) || paths.config;
    return {
      json: { ok: true, path: paths.config, config },
      text: `wrote ${path}\ndocs/configuration.md says what every key means; it is valid as it stands.`,
    };
  },
});
