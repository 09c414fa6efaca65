import { clip } from "./channels/channel.ts";
import type { Notice } from "./notice.ts";

/** A notice cut to what any service takes; the log has the whole. */
export function shortNotice(notice: Notice): Notice {
  const { title, text, challenge, seq } = notice;
  return {
    ...notice,
    title: clip(title, 100),
    text: `${clip(text, 200)}\n(shortened: log entry ${seq} has the whole)`,
    challenge:
      challenge === null
        ? null
        : {
            ...challenge,
            metric: clip(challenge.metric, 100),
            source: clip(challenge.source, 100),
            unit: challenge.unit === null ? null : clip(challenge.unit, 20),
            advice: clip(challenge.advice, 100),
          },
  };
}
