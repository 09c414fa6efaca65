import type { Delivery, Inbox } from "./inbox.ts";
import type { JudgedPlace } from "./judged-place.ts";
import type { Receipt } from "./receipts.ts";

/** Where deliveries are kept from the moment they are acknowledged until they are judged. */
export interface Intake {
  /** Whether so much waits that no more is taken. */
  isTooFarAhead(): boolean;
  /** The receipt of a delivery that was taken before, where it is remembered. */
  receiptOf(id: string): Receipt | undefined;
  /** Takes a delivery; durable when it resolves. */
  append(delivery: Delivery): Promise<Receipt>;
  /** Whether a delivery was judged before `enough` was aborted. */
  wasJudged(receipt: Receipt, enough: AbortSignal): Promise<boolean>;
}

/** The inbox of this host; no more is taken where it is `mostAhead` bytes ahead of judging. */
export function inboxIntake(inbox: Inbox, judged: JudgedPlace, mostAhead: number): Intake {
  return {
    isTooFarAhead: () => inbox.end + inbox.waiting - judged.place > mostAhead,
    receiptOf: (id) => inbox.receiptOf(id),
    append: (delivery) => inbox.append(delivery),
    // The end of the inbox lies behind every delivery that was taken.
    wasJudged: (_receipt, enough) => judged.reached(inbox.end, enough),
  };
}
