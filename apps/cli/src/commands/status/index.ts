import { defineCommand } from "../../command.ts";
import { renderStatus } from "./render.ts";
import { rootStatus } from "./root-status.ts";
import { serviceStatus } from "./service-status.ts";

export const statusCommand = defineCommand({
  command: "status",
  describe: "Show how it stands, in one screen: lock, open, overdue, log, outbox, sources, service",
  options: (yargs) => yargs,

  async run(_args, context) {
    const root = await rootStatus(context);
    const service = await serviceStatus(context);
    const ready = !service.running || service.readiness?.ready === true;
    const ok = root.contradictions.length === 0 && root.lock.known && root.aside === 0 && ready;
    return {
      json: { ok, ...root, service },
      text: renderStatus(root, service, context.clock(), context.io),
      exitCode: ok ? 0 : 1,
    };
  },
});
