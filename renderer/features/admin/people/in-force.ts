/** Whether something given from a moment until another holds now. */
export const isInForce = ({ from, until }: { readonly from: string; readonly until?: string }, now: Date): boolean =>
  Date.parse(from) <= now.getTime() && (until === undefined || now.getTime() < Date.parse(until))
