import type { ChannelConfig } from "@mvcrs/escalation/ledger";
import { readSecret, readSecretUrl, type SecretSource } from "./secrets.ts";

/** Why the secret of a channel cannot be used; `null` where it can. Names the place, never the value, and asks nobody outside. */
export async function channelSecretProblem(
  channel: ChannelConfig,
  secrets: SecretSource,
): Promise<string | null> {
  const read = await secretOf(channel, secrets);
  return "problem" in read ? read.problem : null;
}

function secretOf(channel: ChannelConfig, secrets: SecretSource) {
  switch (channel.kind) {
    case "webhook":
      return readSecret(secrets, { env: channel.secret_env, file: channel.secret_file });
    case "slack":
      return readSecretUrl(secrets, { env: channel.url_env, file: channel.url_file });
    case "pagerduty":
      return readSecret(secrets, { env: channel.routing_key_env, file: channel.routing_key_file });
    case "github":
      return readSecret(secrets, { env: channel.token_env, file: channel.token_file });
  }
}
