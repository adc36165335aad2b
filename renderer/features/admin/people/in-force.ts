import { useNow } from '../../../app/clock'

/** Whether something given from a moment until another holds now. */
export const isInForce = ({ from, until }: { readonly from: string; readonly until?: string }, now: Date): boolean =>
  Date.parse(from) <= now.getTime() && (until === undefined || now.getTime() < Date.parse(until))

/** Now, and never before the server was asked: what it had begun or ended by then has begun or ended. */
export function useNowSince(asked: string): Date {
  const now = useNow()
  const then = new Date(asked)
  return then > now ? then : now
}
