import { attributeOf, childOf, childrenOf, must, refusal } from './odm-definitions'
import { inWords } from './refusals'
import type { XmlElement } from './xml'

/** A version with the study it stands in, for the units that the study defines. */
export interface DefinedVersion {
  readonly study: XmlElement
  readonly version: XmlElement
}

/** As many elements define studies at most: versions are kept for others that take them in. */
const MOST_ELEMENTS = 300_000
const MOST_VERSIONS = 100

/** The versions that were read, by study and version; each may take in one that was read before it. */
export class Versions {
  readonly #read = new Map<string, DefinedVersion>()
  #elements = 0

  /**
   * A version with all that it takes in: what it defines itself stands in the place of what is called the same there.
   * Throws `ImportRefused` where it was read already, or takes in what was not read.
   */
  take(study: XmlElement, version: XmlElement): DefinedVersion {
    const name = nameOf(must(study, 'OID'), must(version, 'OID'))
    if (this.#read.has(name)) throw refusal(version, inWords('version {0} is there twice', must(version, 'OID')))
    if (this.#read.size >= MOST_VERSIONS)
      throw refusal(version, inWords('it has more than {0} versions of studies', MOST_VERSIONS))
    this.#elements += sizeOf(version)
    const include = childOf(version, 'Include')
    const whole = include ? joined(this.included(include), { study, version }) : { study, version }
    if (include) this.#elements += whole.version.children.length
    if (this.#elements > MOST_ELEMENTS)
      throw refusal(version, inWords('there are more than {0} elements in <{1}>', MOST_ELEMENTS, 'Study'))
    this.#read.set(name, whole)
    return whole
  }

  private included(include: XmlElement): DefinedVersion {
    const [studyOid, versionOid] = [must(include, 'StudyOID'), must(include, 'MetaDataVersionOID')]
    const found = this.#read.get(nameOf(studyOid, versionOid))
    if (!found)
      throw refusal(
        include,
        inWords('it takes in version {1} of study {0}, which was not read before it', studyOid, versionOid),
      )
    return found
  }
}

const nameOf = (studyOid: string, versionOid: string): string => `${studyOid}\n${versionOid}`

const sizeOf = (element: XmlElement): number => element.children.reduce((sum, child) => sum + sizeOf(child), 1)

function joined(before: DefinedVersion, own: DefinedVersion): DefinedVersion {
  const key = (element: XmlElement) => `${element.name}\n${attributeOf(element, 'OID') ?? ''}`
  const defined = new Set(own.version.children.map(key))
  const taken = before.version.children.filter((child) => !defined.has(key(child)))
  return {
    study: { ...own.study, children: [...own.study.children, ...childrenOf(before.study, 'BasicDefinitions')] },
    version: { ...own.version, children: [...taken, ...own.version.children] },
  }
}
