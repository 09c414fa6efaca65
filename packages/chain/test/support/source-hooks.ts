// Lets a plain Node process (a worker, a child that is killed) run the sources of this repository, as the tests do.
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, next) {
    const match = /^@mvcrs\/([^/]+)$/.exec(specifier);
    if (match === null) return next(specifier, context);
    return next(new URL(`../../../${match[1]}/src/index.ts`, import.meta.url).href, context);
  },
});
