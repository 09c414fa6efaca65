/**
 * Whether this Node runs TypeScript files itself. Node 20 does not, so a test that starts one, as a process or as a thread,
 * cannot run there; what is built is tried on it by `pnpm packed`.
 */
export const readsTypeScript = Boolean(Reflect.get(process.features, "typescript"));
