import type { Plugin } from "rolldown";

/**
 * What yargs does before every command and nobody sees: it renders the whole help, in case the command should fail and
 * want to show it (`showHelpOnFail(false)` says that none does), and it compiles expressions over all of Unicode to
 * measure that help. Together they take a tenth of a second. Fails the build where yargs has changed.
 */
export const leanYargs: Plugin = {
  name: "lean-yargs",
  resolveId: {
    filter: { id: /^string-width$/ },
    async handler(id, importer) {
      if (importer?.startsWith(measured) === true) return null;
      const real = await this.resolve(id, importer, { skipSelf: true });
      return real === null ? null : `${measured}${real.id}`;
    },
  },
  load: {
    filter: { id: /^\0string-width:/ },
    handler: (id) =>
      // Text of ASCII without control characters is as wide as it is long. `require` loads the rest when it is needed.
      `const plain = /^[\\x20-\\x7e]*$/;
       export default (text, options) =>
         plain.test(text) ? text.length : require(${JSON.stringify(id.slice(measured.length))}).default(text, options);`,
  },
  transform: {
    filter: { id: /yargs\/build\/lib\/command\.js$/ },
    handler(code) {
      const rendering = "yargs.getInternalMethods().getUsageInstance().cacheHelpMessage();";
      if (code.split(rendering).length !== 2) throw new Error("yargs renders its help in another way now");
      return code.replace(rendering, "");
    },
  },
};

const measured = "\0string-width:";
