/** What an agent's standing is; the chain's events and the orchestrator's scoreboard both say it. */
export type Standing = "wins" | "losses" | "slashes";

const group = "scoreboard";

/** The metric of one agent's standing. */
export const agentMetric = (what: Standing, account: string): string =>
  `${group}.${what}.${account.toLowerCase()}`;

/** Whether a metric is one agent's standing. */
export const isAgentMetric = (metric: string): boolean => metric.split(".", 1)[0] === group;
