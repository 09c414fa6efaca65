import type { Rpc } from "@mvcrs/evm";
import { type Assessment, createPanel, type PanelConfig, type Signal } from "@mvcrs/verifiers";
import type { Deployment, LiveOptions, Quantity, Report } from "../../src/index.ts";
import { openLiveSource } from "../../src/index.ts";

export const ether = (amount: bigint): Quantity => ({ unit: "ether", raw: amount * 10n ** 18n });
export const count = (raw: bigint): Quantity => ({ unit: "count", raw });

/** The same endpoint under another name, as if somebody else ran it. */
export const named = (rpc: Rpc, label: string): Rpc => ({
  label,
  request: (method, params) => rpc.request(method, params),
});

/** An endpoint that answers every call of one getter with a number of its own. */
export function lying(rpc: Rpc, selector: string, answer: bigint): Rpc {
  return {
    ...rpc,
    async request(method, params) {
      const [call] = params;
      const isCall = method === "eth_call" && typeof call === "object" && call !== null && "data" in call;
      if (isCall && call.data === selector) return `0x${answer.toString(16).padStart(64, "0")}`;
      return rpc.request(method, params);
    },
  };
}

/** What the panel makes of one look at the deployment. */
export async function judged(
  options: Omit<LiveOptions, "deployment"> & { readonly deployment: Deployment },
  config: Partial<PanelConfig> = {},
): Promise<{ readonly signals: readonly Signal[]; of(metric: string, source: string): Assessment }> {
  const source = await openLiveSource(options);
  const { signals } = await source.poll();
  const panel = createPanel({
    thresholds: { soft: 0.05, material: 0.15, critical: 0.3 },
    confidenceFloor: 0.5,
    dissentPersistence: 3,
    metrics: {},
    ...config,
  });
  const assessments = signals.map((signal) => panel.judge(signal));
  return {
    signals,
    of(metric, from) {
      const found = assessments.findLast(({ signal }) => signal.metric === metric && signal.source === from);
      if (found === undefined) throw new Error(`no signal ${metric} of ${from}`);
      return found;
    },
  };
}

export const reportOf = (values: Readonly<Record<string, Quantity>>, more: Partial<Report> = {}): Report => ({
  values: new Map(Object.entries(values)),
  receipts: new Map(Object.entries(values)),
  via: "runs/000001.json",
  ...more,
});
