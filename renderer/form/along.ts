import type { Casebook, FormState } from '#shared/casebook/casebook'
import { proposedLimits, rangesFor } from '#shared/casebook/laboratory-ranges'
import { type ItemPath, groupOf } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import type { Scene } from './scene'
import { sameAnswer } from './shown'
import type { Along, Answerable, World } from './world'

/** What is stored now, beside what is drawn. */
interface Standing {
  readonly world: World
  readonly casebook: Casebook
  readonly form: FormState | undefined
  readonly scene: Scene
}

/** What changes with an answer, in the same change, so that one is never without the other. */
export function alongWith(standing: Standing, item: Answerable, entry: Entry): readonly Along[] {
  const code = codeOf(standing, item, entry)
  return [...(code ? [code] : []), ...limitsWith(standing, item, entry)]
}

const storedEntry = ({ form }: Standing, path: ItemPath): Entry | undefined => form?.items.get(path)?.value

/**
 * The limits of the laboratory for a new result. Those that someone entered stay as long as they are in its unit; without
 * a result there are none.
 */
function limitsWith(standing: Standing, { path, limitPaths }: Answerable, entry: Entry): readonly Along[] {
  const { world, casebook, form } = standing
  const { low, high } = limitPaths
  const kept = [low, high].flatMap((limit) => limit ?? []).filter((limit) => !form?.items.get(limit)?.contested)
  if (entry.state !== 'value')
    return kept
      .filter((limit) => !sameAnswer(storedEntry(standing, limit), { state: 'blank' }))
      .map((limit) => ({ path: limit, entry: { state: 'blank' } }))
  const stand = kept.some((limit) => {
    const stored = storedEntry(standing, limit)
    return stored?.state === 'value' && stored.unit === entry.unit
  })
  if (stand || kept.length === 0) return []
  const { study, ranges } = world
  return proposedLimits(study, casebook, rangesFor(study, ranges), path, entry.unit).filter(
    (limit) => kept.includes(limit.path) && !sameAnswer(storedEntry(standing, limit.path), limit.entry),
  )
}

/** The code that changes with a term. */
function codeOf(standing: Standing, { def, path }: Answerable, entry: Entry): Along | undefined {
  if (def.type !== 'text' || def.dictionary === undefined) return undefined
  const item = [...standing.scene.items.values()].find(
    (other) => other.def.type === 'text' && other.def.codeOf === def.oid && groupOf(other.path) === groupOf(path),
  )
  if (!item || item.state?.contested) return undefined
  const text = entry.state === 'value' ? standing.world.dictionary?.codeOf(entry.text) : undefined
  // Where codes are not loaded, the one that came with this same term stays.
  if (text === undefined && sameAnswer(storedEntry(standing, path), entry)) return undefined
  const code: Entry = text === undefined ? { state: 'blank' } : { state: 'value', text }
  return sameAnswer(storedEntry(standing, item.path), code) ? undefined : { path: item.path, entry: code }
}
