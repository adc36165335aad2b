import type { StudyVersionId } from '../ids'
import type { CompiledStudy } from './compile'

/**
 * Several versions of one study seen as one: the one in front says what is planned and asked from now on, the others
 * stand behind it for what was entered under them. What the front does not know is looked up in the others.
 */
export function joinVersions(
  front: CompiledStudy,
  all: readonly CompiledStudy[],
  /** The version that the site works by: consents that are still to be given are given to it. */
  atSite: CompiledStudy = front,
): CompiledStudy {
  const members = [
    front.under(front.id),
    ...all.filter(({ id }) => id !== front.id),
    ...(atSite.id === front.id ? [] : [atSite.under(atSite.id)]),
  ]
  const byId = new Map(members.map((member) => [member.id, member]))
  const [plain = front] = members
  if (byId.size === 1) return plain
  const others = joined.get(plain) ?? new Map<string, CompiledStudy>()
  joined.set(plain, others)
  const name = `${atSite.id} ${[...byId.keys()].sort().join(' ')}`
  const known = others.get(name)
  if (known) return known
  const study = join(plain, byId, byId.get(atSite.id) ?? plain)
  others.set(name, study)
  return study
}

/** One object for the same versions, so that what is derived from a study can be kept beside it. */
const joined = new WeakMap<CompiledStudy, Map<string, CompiledStudy>>()

function join(
  front: CompiledStudy,
  byId: ReadonlyMap<StudyVersionId, CompiledStudy>,
  atSite: CompiledStudy,
): CompiledStudy {
  const members = [...byId.values()]
  const first = <Found>(find: (member: CompiledStudy) => Found | undefined): Found | undefined => {
    for (const member of members) {
      const found = find(member)
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    ...front,
    event: (oid) => first((member) => member.event(oid)),
    form: (oid) => first((member) => member.form(oid)),
    group: (form, group) => first((member) => member.group(form, group)),
    item: (form, item) => first((member) => member.item(form, item)),
    codeList: (oid) => first((member) => member.codeList(oid)),
    codeListOf: (item) => (members.find((member) => member.has(item)) ?? front).codeListOf(item),
    has: (item) => members.some((member) => member.has(item)),
    under: (id) => (id === undefined ? undefined : byId.get(id)) ?? front,
    as: (id) => joinVersions(byId.get(id) ?? front, members, atSite),
    atSite,
  }
}
