/**
 * What is known of a manifest that may be wrong in places. Every rule looks at what is there, so that one wrong address
 * does not hide a missing sentinel; whatever has the wrong type is `undefined` here and reported by `manifest-schema`.
 */
export interface ManifestFacts {
  readonly heartbeatSeconds: number | undefined;
  readonly guardianReviewWindow: number | undefined;
  readonly maxAutonomyBps: number | undefined;
  readonly domains: readonly (Entry & {
    readonly name: string | undefined;
    readonly autonomyLevelBps: number | undefined;
  })[];
  readonly sentinels: readonly (Entry &
    WithDomains & { readonly coverageSeconds: number | undefined; readonly active: boolean })[];
  readonly capitalStreams: readonly (Entry & WithDomains & { readonly active: boolean })[];
  readonly plan: {
    readonly planURI: string | undefined;
    readonly planHash: string | undefined;
    readonly cadenceSeconds: number | undefined;
    readonly lastExecutedAt: number | undefined;
    readonly lastReportURI: string | undefined;
  };
  /** Every string below a key that is known to hold an address. */
  readonly addresses: readonly { readonly pointer: string; readonly value: string }[];
}

interface Entry {
  readonly pointer: string;
  readonly slug: string | undefined;
}

interface WithDomains {
  /** Lower-case slugs; none where none are named; `undefined` where that cannot be known. */
  readonly domains: readonly string[] | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
// Own properties only: a manifest without the key must not get one from Object.prototype.
const own = (value: unknown, key: string): unknown => {
  const found = fields(value);
  return found !== undefined && Object.hasOwn(found, key) ? found[key] : undefined;
};
const numberAt = (value: unknown, key: string): number | undefined => {
  const found = own(value, key);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
};
const textAt = (value: unknown, key: string): string | undefined => {
  const found = own(value, key);
  return typeof found === "string" ? found : undefined;
};

const entries = (manifest: Fields, key: string) => {
  const list = own(manifest, key);
  return (Array.isArray(list) ? list : []).map((value: unknown, index) => ({
    value,
    pointer: `/${key}/${index}`,
    slug: textAt(value, "slug"),
  }));
};

function domainsOf(value: unknown): WithDomains["domains"] {
  const named = own(value, "domains");
  if (named === undefined) return [];
  if (!Array.isArray(named)) return undefined;
  const slugs = named.filter((slug) => typeof slug === "string").map((slug) => slug.toLowerCase());
  return slugs.length < named.length ? undefined : slugs;
}

const addressKeys = {
  global: [
    "treasury",
    "universalVault",
    "upgradeCoordinator",
    "validatorRegistry",
    "missionControl",
    "knowledgeGraph",
    "guardianCouncil",
    "systemPause",
    "phase8Manager",
  ],
  domains: ["orchestrator", "capitalVault", "validatorModule", "policyKernel"],
  sentinels: ["agent"],
  capitalStreams: ["vault"],
} as const;

function addressesOf(manifest: Fields): ManifestFacts["addresses"] {
  const below = (value: unknown, pointer: string, keys: readonly string[]) =>
    keys.flatMap((key) => {
      const found = textAt(value, key);
      return found === undefined ? [] : [{ pointer: `${pointer}/${key}`, value: found }];
    });
  const playbooks = own(own(manifest, "selfImprovement"), "playbooks");
  return [
    ...below(own(manifest, "global"), "/global", addressKeys.global),
    ...(Array.isArray(playbooks) ? playbooks : []).flatMap((value: unknown, index) =>
      below(value, `/selfImprovement/playbooks/${index}`, ["owner"]),
    ),
    ...(["domains", "sentinels", "capitalStreams"] as const).flatMap((section) =>
      entries(manifest, section).flatMap(({ value, pointer }) => below(value, pointer, addressKeys[section])),
    ),
  ];
}

/** `undefined` where the value is no JSON object at all. */
export function manifestFacts(value: unknown): ManifestFacts | undefined {
  const manifest = fields(value);
  if (manifest === undefined) return undefined;
  const global = own(manifest, "global");
  const selfImprovement = own(manifest, "selfImprovement");
  const plan = own(selfImprovement, "plan");
  return {
    heartbeatSeconds: numberAt(global, "heartbeatSeconds"),
    guardianReviewWindow: numberAt(global, "guardianReviewWindow"),
    maxAutonomyBps: numberAt(own(selfImprovement, "autonomyGuards"), "maxAutonomyBps"),
    domains: entries(manifest, "domains").map(({ value, pointer, slug }) => ({
      pointer,
      slug,
      name: textAt(value, "name"),
      autonomyLevelBps: numberAt(value, "autonomyLevelBps"),
    })),
    sentinels: entries(manifest, "sentinels").map(({ value, pointer, slug }) => ({
      pointer,
      slug,
      domains: domainsOf(value),
      coverageSeconds: numberAt(value, "coverageSeconds"),
      active: own(value, "active") !== false,
    })),
    capitalStreams: entries(manifest, "capitalStreams").map(({ value, pointer, slug }) => ({
      pointer,
      slug,
      domains: domainsOf(value),
      active: own(value, "active") !== false,
    })),
    plan: {
      planURI: textAt(plan, "planURI"),
      planHash: textAt(plan, "planHash"),
      cadenceSeconds: numberAt(plan, "cadenceSeconds"),
      lastExecutedAt: numberAt(plan, "lastExecutedAt"),
      lastReportURI: textAt(plan, "lastReportURI"),
    },
    addresses: addressesOf(manifest),
  };
}
