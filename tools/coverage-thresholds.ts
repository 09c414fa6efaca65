// What each package's own tests cover of its `src`, in whole per cent, as it was measured; `pnpm coverage` fails below. Raise a
// number when it has grown. A file that no test loads counts as uncovered.
const measured: Readonly<Record<string, readonly [lines: number, branches: number, functions: number]>> = {
  "packages/canonical": [100, 96, 100],
  "packages/errors": [95, 70, 88],
  "packages/files": [83, 78, 78],
  "packages/live-signals": [81, 71, 87],
  "packages/notify": [99, 88, 97],
  "packages/telemetry": [99, 88, 100],
  "packages/verifiers": [94, 84, 91],
};

/** For the packages that a run tests. */
export const coverageThresholds = Object.fromEntries(
  Object.entries(measured).map(([folder, [lines, branches, functions]]) => [
    `${folder}/src/**/*.ts`,
    { lines, branches, functions },
  ]),
);
