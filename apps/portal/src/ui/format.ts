/** 3 d 4 h, 2 h 5 min, 40 s. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return hours > 0 && days < 10 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
}

/** How long ago, or in how long, a time is. */
export function ago(at: string, now: number): string {
  const past = now - Date.parse(at);
  if (Number.isNaN(past)) return at;
  return past >= 0 ? `${span(past)} ago` : `in ${span(-past)}`;
}

/** A time as it is recorded, without what says nothing. */
export const when = (at: string): string => at.replace("T", " ").replace(/(?:\.000)?Z$/, " UTC");

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
export const count = (n: number): string => whole.format(n);

/** A value in at most six digits. */
export function short(n: number): string {
  if (!Number.isFinite(n)) return String(n);
  if (n !== 0 && (Math.abs(n) < 1e-4 || Math.abs(n) >= 1e9)) return n.toExponential(2);
  return String(Number(n.toPrecision(6)));
}

export const deviation = (n: number): string => n.toFixed(n >= 10 ? 1 : 2);
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;

const kinds = new Map([
  ["challenge.raised", "raised"],
  ["challenge.extended", "goes on"],
  ["challenge.acknowledged", "acknowledged"],
  ["challenge.overdue", "overdue"],
  ["challenge.resolved", "resolved"],
  ["trust_lock.engaged", "LOCKED"],
  ["trust_lock.released", "unlocked"],
  ["committee.changed", "committee"],
  ["fix_branch.opened", "fix branch"],
  ["metric.muted", "muted"],
  ["metric.unmuted", "unmuted"],
  ["log.recovered", "log mended"],
  ["checkpoint.signed", "checkpoint"],
  ["checkpoint_key.changed", "new key"],
  ["config.changed", "configuration"],
  ["incident.archived", "archived"],
  ["notice.ended", "notice"],
  ["payload.redacted", "redacted"],
  ["orchestrator.alert", "alert"],
  ["orchestrator.frozen", "frozen"],
  ["orchestrator.resumed", "resumed"],
  ["owner_op.intended", "operation"],
  ["owner_op.executed", "operation done"],
  ["drill.completed", "drill"],
  ["gate.evaluated", "release gate"],
]);
export const kindSaid = (type: string): string => kinds.get(type) ?? type;
