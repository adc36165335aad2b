import type { ItemPath } from '../casebook/path'
import type { ImportedValue } from './data-from-odm'
import { refusal } from './odm-definitions'
import { inWords } from './refusals'
import type { XmlElement } from './xml'

/** What was read of a participant so far, under whichever version and in however many parts. */
export class ParticipantSoFar {
  /** Names of repeats that were made already: many values stand in one row. */
  readonly repeats = new Map<string, string>()
  /** By place that does not repeat, the key that it has all the same. */
  readonly #keys = new Map<string, string>()
  readonly #parts: (readonly ImportedValue[])[] = []
  /** Items that have a value, by each place they lie in; made once something is removed. */
  #standing: Map<string, Set<ItemPath>> | undefined

  /** Another part; its values come as they are noted. */
  begin(values: readonly ImportedValue[]): void {
    this.#parts.push(values)
  }

  note({ path, entry }: ImportedValue): void {
    if (!this.#standing) return
    for (const place of placesOf(path)) {
      const paths = this.#standing.get(place) ?? new Set()
      if (entry.state === 'blank') paths.delete(path)
      else paths.add(path)
      this.#standing.set(place, paths)
    }
  }

  /** The items with a value at a place; all of them at none. */
  standingAt(place: string): readonly ItemPath[] {
    if (!this.#standing) {
      this.#standing = new Map()
      for (const part of this.#parts) for (const value of part) this.note(value)
    }
    return [...(this.#standing.get(place) ?? [])]
  }

  /** What does not repeat stands once: rows that a file tells apart by a key would fall on each other. */
  refuseSecond(element: XmlElement, place: string, key: string | undefined): void {
    if (key === undefined || key === '') return
    const before = this.#keys.get(place)
    if (before !== undefined && before !== key)
      throw refusal(
        element,
        inWords('it does not repeat in this study, and stands there as {0} and as {1}', before, key),
      )
    this.#keys.set(place, key)
  }
}

const placesOf = (path: ItemPath): readonly string[] => {
  const steps = path.split('/')
  return ['', ...[1, 2, 3].map((n) => steps.slice(0, n).join('/'))]
}
