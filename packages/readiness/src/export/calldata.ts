import { Interface, type InterfaceAbi, id } from "ethers";
import type { Manifest } from "../manifest-schema.ts";

// The manager's functions as deployed contracts have them: these selectors were compared with calldata in the field.
const globalFields =
  "address treasury, address universalVault, address upgradeCoordinator, address validatorRegistry, address missionControl, address knowledgeGraph, uint64 heartbeatSeconds, uint64 guardianReviewWindow, uint256 maxDrawdownBps, string manifestoURI";
const abi: InterfaceAbi = [
  `function setGlobalParameters(tuple(${globalFields}) parameters)`,
  `function setGlobalParameters(tuple(${globalFields}, bytes32 manifestoHash) parameters)`,
  "function setGuardianCouncil(address guardianCouncil)",
  "function setSystemPause(address systemPause)",
  "function registerDomain(tuple(string slug, string name, string metadataURI, address orchestrator, address capitalVault, address validatorModule, address policyKernel, uint64 heartbeatSeconds, uint256 tvlLimit, uint256 autonomyLevelBps, bool active) domain)",
  "function registerSentinel(tuple(string slug, string name, string uri, address agent, uint64 coverageSeconds, uint256 sensitivityBps, bool active) sentinel)",
  "function setSentinelDomains(bytes32 id, bytes32[] domains)",
  "function registerCapitalStream(tuple(string slug, string name, string uri, address vault, uint256 annualBudget, uint256 expansionBps, bool active) stream)",
  "function setCapitalStreamDomains(bytes32 id, bytes32[] domains)",
  "function setSelfImprovementPlan(tuple(string planURI, bytes32 planHash, uint64 cadenceSeconds, uint64 lastExecutedAt, string lastReportURI) plan)",
];

/** What the calls are for: the entry of the manifest that each carries. */
export const managerInterface = new Interface(abi);

export interface GovernanceCall {
  readonly label: string;
  readonly slug?: string;
  readonly data: string;
}

/** On chain an entry is known by the hash of its slug, in lower case. */
const entryId = (slug: string): string => id(slug.toLowerCase());

/** The calls that make the manager what the manifest says, in the order in which they depend on each other. */
export function governanceCalls(manifest: Manifest, planHash: string): GovernanceCall[] {
  const { global, domains, sentinels, capitalStreams, selfImprovement } = manifest;
  const call = (name: string, args: readonly unknown[], slug?: string): GovernanceCall => ({
    label: name.split("(", 1)[0] ?? name,
    ...(slug === undefined ? {} : { slug }),
    data: managerInterface.encodeFunctionData(name, args),
  });
  const lower = (address: string): string => address.toLowerCase();
  const base = [
    ...[global.treasury, global.universalVault, global.upgradeCoordinator].map(lower),
    ...[global.validatorRegistry, global.missionControl, global.knowledgeGraph].map(lower),
    ...[global.heartbeatSeconds, global.guardianReviewWindow, global.maxDrawdownBps, global.manifestoURI],
  ];
  // Managers differ: those that know a manifesto hash get it where the manifest has one; none is made up.
  const parameters = managerInterface.fragments.filter(
    (fragment) => fragment.type === "function" && fragment.format().startsWith("setGlobalParameters("),
  );
  const signature = parameters[global.manifestoHash === undefined ? 0 : 1]?.format() ?? "";
  const { plan } = selfImprovement;
  return [
    call(signature, [global.manifestoHash === undefined ? base : [...base, global.manifestoHash]]),
    call("setGuardianCouncil", [lower(global.guardianCouncil)]),
    call("setSystemPause", [lower(global.systemPause)]),
    ...domains.map((domain) =>
      call(
        "registerDomain",
        [
          [
            ...[domain.slug, domain.name, domain.metadataURI],
            ...[domain.orchestrator, domain.capitalVault, domain.validatorModule, domain.policyKernel].map(
              lower,
            ),
            ...[domain.heartbeatSeconds, BigInt(domain.tvlLimit), domain.autonomyLevelBps],
            domain.active !== false,
          ],
        ],
        domain.slug,
      ),
    ),
    ...sentinels.flatMap(
      ({ slug, name, uri, agent, coverageSeconds, sensitivityBps, domains: named, active }) => [
        call(
          "registerSentinel",
          [[slug, name, uri, lower(agent), coverageSeconds, sensitivityBps, active !== false]],
          slug,
        ),
        call("setSentinelDomains", [entryId(slug), (named ?? []).map(entryId)], slug),
      ],
    ),
    ...capitalStreams.flatMap(
      ({ slug, name, uri, vault, annualBudget, expansionBps, domains: named, active }) => [
        call(
          "registerCapitalStream",
          [[slug, name, uri, lower(vault), BigInt(annualBudget), expansionBps, active !== false]],
          slug,
        ),
        call("setCapitalStreamDomains", [entryId(slug), (named ?? []).map(entryId)], slug),
      ],
    ),
    call("setSelfImprovementPlan", [
      [plan.planURI, planHash, plan.cadenceSeconds, plan.lastExecutedAt ?? 0, plan.lastReportURI ?? ""],
    ]),
  ];
}

/** The contract that the calls are for, and where its address comes from. */
export function managerOf({ global }: Manifest): { readonly address: string; readonly from: string } {
  return global.phase8Manager === undefined
    ? { address: global.upgradeCoordinator.toLowerCase(), from: "global.upgradeCoordinator" }
    : { address: global.phase8Manager.toLowerCase(), from: "global.phase8Manager" };
}
