import type { LocalText } from '../study/definition'
import { type ImportedSubject, subjectFromOdm } from './data-from-odm'
import { notCarried, soOften } from './not-carried'
import { elements13 } from './odm-13-elements'
import { elements20 } from './odm-20-elements'
import { attributeOf, childOf, childrenOf, definitionsOf, must, refusal } from './odm-definitions'
import { type KnownElements, refuseUnknown } from './odm-elements'
import { type ImportedStudy, studyFromOdm } from './study-from-odm'
import { type XmlElement, XmlReader, type XmlLimits } from './xml'
import { inWords } from './refusals'

/** What ODM files say, in words of ours. */
export interface ImportedOdm {
  readonly studies: readonly ImportedStudy[]
  readonly subjects: readonly ImportedSubject[]
  /** What could not be carried, one sentence each. */
  readonly left: readonly LocalText[]
}

const spaces: ReadonlyMap<string, KnownElements> = new Map([
  ['http://www.cdisc.org/ns/odm/v1.3', elements13],
  ['http://www.cdisc.org/ns/odm/v2.0', elements20],
])

/**
 * Reads ODM 1.3 and 2.0, one file or several that belong together: definitions in one, data in another. Everything is in
 * what comes out, or `ImportRefused` says where and why nothing is.
 */
export class OdmReader {
  readonly #studies = new Map<string, ImportedStudy>()
  readonly #subjects = new Map<string, ImportedSubject[]>()
  /** Their key by our code: nobody is taken for somebody else. */
  readonly #called = new Map<string, string>()
  readonly #left = new Map<string, { readonly what: LocalText; n: number }>()

  constructor(private readonly limits?: XmlLimits) {}

  /** One more file; pieces of it go into what this gives back. */
  file(): XmlReader {
    const people = new Map<string, string>()
    let known: KnownElements | undefined
    const use = {
      whole: (element: XmlElement) => {
        if (!element.parent) known = editionOf(element)
        else if (element.space !== element.parent.space) this.stranger(element.space)
        return isWhole(element)
      },
      onElement: (element: XmlElement) => {
        const { parent } = element
        if (!known || !parent || element.space !== parent.space) return
        refuseUnknown(known, element, element.space, (space) => this.stranger(space))
        this.take(element, parent, people)
      },
    }
    return this.limits ? new XmlReader(use, this.limits) : new XmlReader(use)
  }

  result(): ImportedOdm {
    const studies = [...this.#studies.values()]
    const left = [...this.#left.values()].map(({ what, n }) => soOften(what, n))
    const subjects = [...this.#subjects.values()].flatMap((parts) => joined(parts))
    return { studies, subjects, left: [...studies.flatMap((study) => study.left), ...left] }
  }

  private stranger(space: string): void {
    if (/^http:\/\/www\.w3\.org\//.test(space)) return
    this.leave(
      space === ''
        ? notCarried('what stands in no namespace is not carried')
        : notCarried('what stands in the namespace {0} is not carried', space),
    )
  }

  private leave(what: LocalText): void {
    const before = this.#left.get(what.en)
    if (before) before.n++
    else this.#left.set(what.en, { what, n: 1 })
  }

  private take(element: XmlElement, parent: XmlElement, people: Map<string, string>): void {
    switch (element.name) {
      case 'Study':
        for (const version of childrenOf(element, 'MetaDataVersion')) this.takeVersion(element, version)
        return
      case 'AdminData':
        for (const user of childrenOf(element, 'User')) {
          const name = childOf(user, 'DisplayName') ?? childOf(user, 'FullName') ?? childOf(user, 'LoginName')
          people.set(must(user, 'OID'), name?.text.trim() ?? must(user, 'OID'))
        }
        return
      case 'SubjectData':
        this.takeSubject(element, parent, people)
        return
      default:
        this.leave(notCarried('{0} is not carried', element.name))
    }
  }

  private takeVersion(study: XmlElement, version: XmlElement): void {
    const name = `${must(study, 'OID')}\n${must(version, 'OID')}`
    if (this.#studies.has(name)) throw refusal(version, inWords('version {0} is there twice', must(version, 'OID')))
    if (childOf(version, 'Include')) throw refusal(version, inWords('it takes in another version, which is not read'))
    this.#studies.set(name, studyFromOdm(definitionsOf(study, version), version))
  }

  private takeSubject(element: XmlElement, clinical: XmlElement, people: ReadonlyMap<string, string>): void {
    const [studyOid, versionOid] = [must(clinical, 'StudyOID'), must(clinical, 'MetaDataVersionOID')]
    const study = this.#studies.get(`${studyOid}\n${versionOid}`)
    if (!study)
      throw refusal(
        clinical,
        inWords(
          'it has data of study {0}, version {1}, and no definition of it: name the file that has it before this one',
          studyOid,
          versionOid,
        ),
      )
    const subject = subjectFromOdm(study, element, people, (what) => this.leave(what))
    const key = `${studyOid}\n${subject.key}`
    const other = this.#called.get(subject.code)
    if (other !== undefined && other !== subject.key)
      throw refusal(element, inWords('{0} and {1} would both be called {2}', subject.key, other, subject.code))
    this.#called.set(subject.code, subject.key)
    const before = this.#subjects.get(key)
    if (before) before.push(subject)
    else this.#subjects.set(key, [subject])
  }
}

/** The parts of a participant that follow each other under one version as one. */
function joined(parts: readonly ImportedSubject[]): readonly ImportedSubject[] {
  const byStudy = new Map<ImportedStudy, ImportedSubject[]>()
  for (const part of parts) {
    const before = byStudy.get(part.study)
    if (before) before.push(part)
    else byStudy.set(part.study, [part])
  }
  return [...byStudy.values()].flatMap((own) => {
    const [first] = own
    return first ? [{ ...first, values: own.flatMap(({ values }) => values) }] : []
  })
}

/** Kept whole are the parts that are read as one; everything above them is only walked through. */
function isWhole({ name, parent }: XmlElement): boolean {
  if (!parent) return false
  if (!parent.parent) return name !== 'ClinicalData'
  return parent.name === 'ClinicalData'
}

function editionOf(root: XmlElement): KnownElements {
  if (root.name !== 'ODM')
    throw refusal(root, inWords('the root is {0}, not ODM: this is a part of a file, or another format', root.name))
  const known = spaces.get(root.space)
  if (!known)
    throw refusal(
      root,
      root.space === ''
        ? inWords('ODM stands in no namespace')
        : inWords('{0} is no edition of ODM that is read', root.space),
    )
  const version = attributeOf(root, 'ODMVersion')
  const wanted = known === elements13 ? '1.3' : '2.0'
  if (version !== undefined && !version.startsWith(wanted))
    throw refusal(root, inWords('ODMVersion {0} does not go with the namespace {1}', version, root.space))
  return known
}
