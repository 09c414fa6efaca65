import { basename } from "node:path";
import type { Plugin } from "rolldown";

/**
 * What yargs does before every command and nobody sees: it renders the whole help, in case the command should fail and
 * want to show it (`showHelpOnFail(false)` says that none does), it compiles expressions over all of Unicode to measure
 * that help, and it loads Node's module of assertions. Together they take a tenth of a second. Fails the build where yargs has changed.
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
    filter: { id: /yargs\/(build\/lib\/(command|utils\/apply-extends)\.js|lib\/platform-shims\/esm\.mjs)$/ },
    handler(code, id) {
      const [text, instead] = replaced[basename(id)] ?? ["", ""];
      if (code.split(text).length !== 2) throw new Error(`yargs has another ${basename(id)} now`);
      return code.replace(text, instead);
    },
  },
};

/** For tests that run commands in their own process: the help that nobody sees was a sixth of their time. */
export const withoutUnseenHelp = {
  name: "without-unseen-help",
  transform(code: string, id: string): string | undefined {
    const [text, instead] = replaced["command.js"] ?? ["", ""];
    return /yargs\/build\/lib\/command\.js$/.test(id) ? code.replace(text, instead) : undefined;
  },
};

/** What stands in files of yargs, and what stands there instead. */
const replaced: Readonly<Record<string, readonly [text: string, instead: string]>> = {
  "command.js": ["yargs.getInternalMethods().getUsageInstance().cacheHelpMessage();", ""],
  "esm.mjs": [
    "import { notStrictEqual, strictEqual } from 'assert'",
    `const notStrictEqual = (a, b, message) => { if (Object.is(a, b)) throw new TypeError(message); };
     const strictEqual = (a, b, message) => { if (!Object.is(a, b)) throw new TypeError(message); };`,
  ],
  // Where a configuration `extends` a package: nothing here gives yargs one, and CommonJS has no such word.
  "apply-extends.js": ["import.meta.resolve(config.extends)", "config.extends"],
};

const measured = "\0string-width:";
