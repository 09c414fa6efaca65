// The floors of the house, from the ground up. An arrow (an import in `src`) leads to a lower floor, never to the same one or up;
// tools/workspace/arrows.ts holds the packages to it, and docs/architecture.md shows it.
export interface Floor {
  readonly name: string;
  readonly packages: readonly string[];
}

export const floors: readonly Floor[] = [
  { name: "foundation", packages: ["@mvcrs/errors", "@mvcrs/terminal", "@selfplay/contracts"] },
  { name: "ground", packages: ["@mvcrs/files", "@mvcrs/canonical", "@mvcrs/evm", "@mvcrs/test-kit"] },
  {
    name: "rooms",
    packages: [
      "@mvcrs/chain",
      "@mvcrs/verifiers",
      "@mvcrs/telemetry",
      "@phase8/readiness",
      "@selfplay/orchestrator",
    ],
  },
  {
    name: "upper rooms",
    packages: [
      "@mvcrs/chain-postgres",
      "@mvcrs/chain-s3",
      "@mvcrs/escalation",
      "@selfplay/owner-ops",
      "@selfplay/live-signals",
      "@mvcrs/signal-files",
      "@mvcrs/service",
      "@mvcrs/drill",
    ],
  },
  { name: "roof", packages: ["@mvcrs/notify", "@mvcrs/portal"] },
  { name: "apps", packages: ["mvcrs", "phase8-gate", "mvcrs-portal"] },
];

/** Users of one of these must not have to take MV-CRS with it: they import the two lowest floors and nothing else of ours. */
export const apart: readonly string[] = [
  "@mvcrs/chain",
  "@mvcrs/verifiers",
  "@phase8/readiness",
  "@mvcrs/telemetry",
];

/** These promise to have no effect: what they need of clock, disk, network and chance is passed in. */
export const pure: readonly string[] = [
  "@mvcrs/errors",
  "@mvcrs/terminal",
  "@mvcrs/canonical",
  "@mvcrs/verifiers",
  "@mvcrs/telemetry",
  "@selfplay/contracts",
];

export const floorOf = (name: string): number => floors.findIndex(({ packages }) => packages.includes(name));
