import type { Logged } from '../change/change'
import type { ChangeRef } from '../ids'

/** Something said, with what its author had seen of the same thread. */
export interface Said {
  readonly ref: ChangeRef
  readonly bases: readonly ChangeRef[]
  readonly logged: Logged
}

/**
 * Each after all it had seen and after what its own device said before; where that leaves a choice, by name, so that all
 * devices agree. A circle of bases cannot be made by an honest device: the smallest name goes first.
 */
export function inCausalOrder<S extends Said>(said: readonly S[]): readonly S[] {
  const byName = [...new Map(said.map((one) => [one.ref, one])).values()].sort((a, b) => (a.ref < b.ref ? -1 : 1))
  const followers = new Map<ChangeRef, S[]>(byName.map(({ ref }) => [ref, []]))
  const waitsFor = new Map<ChangeRef, number>()
  const link = (earlier: ChangeRef, later: S) => {
    const list = followers.get(earlier)
    if (!list) return
    list.push(later)
    waitsFor.set(later.ref, (waitsFor.get(later.ref) ?? 0) + 1)
  }
  for (const one of byName) for (const base of one.bases) link(base, one)
  const last = new Map<string, ChangeRef>()
  for (const one of [...byName].sort((a, b) => a.logged.change.n - b.logged.change.n)) {
    const { device } = one.logged.change
    const before = last.get(device)
    if (before) link(before, one)
    last.set(device, one.ref)
  }

  const order = new Set<S>()
  const ready = byName.filter(({ ref }) => !waitsFor.has(ref))
  let rest = 0
  while (order.size < byName.length) {
    const next = ready.shift() ?? byName[rest++]
    if (!next || order.has(next)) continue
    order.add(next)
    for (const follower of followers.get(next.ref) ?? []) {
      const waits = (waitsFor.get(follower.ref) ?? 0) - 1
      waitsFor.set(follower.ref, waits)
      if (waits > 0) continue
      const place = ready.findIndex(({ ref }) => ref > follower.ref)
      ready.splice(place < 0 ? ready.length : place, 0, follower)
    }
  }
  return [...order]
}
