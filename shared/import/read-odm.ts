import type { LocalText } from '../study/definition'
import { AuditRecords } from './audit-records'
import { type ImportedSubject, type OpenSubject, participantOf, readPart } from './data-from-odm'
import { MOST_PARTICIPANTS } from './imported-changes'
import { notCarried, notCarriedAt, soOften } from './not-carried'
import { elements13 } from './odm-13-elements'
import { elements20 } from './odm-20-elements'
import { attributeOf, childOf, childrenOf, definitionsOf, must, refusal } from './odm-definitions'
import { Versions } from './odm-include'
import { tellLeft } from './odm-left'
import { type KnownElements, refuseUnknown } from './odm-elements'
import { ParticipantSoFar } from './participant-so-far'
import { type ImportedStudy, studyFromOdm } from './study-from-odm'
import { type XmlElement, XmlReader } from './xml'
import type { XmlLimits } from './xml-limits'
import { inWords } from './refusals'
import type { ImportRefused } from './refused'

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

interface Participant {
  /** By version of the study. */
  readonly parts: Map<ImportedStudy, OpenSubject>
  readonly soFar: ParticipantSoFar
}

/**
 * Reads ODM 1.3 and 2.0, one file or several that belong together: definitions in one, data in another. Everything is in
 * what comes out, or `ImportRefused` says where and why nothing is.
 */
export class OdmReader {
  readonly #versions = new Versions()
  readonly #studies = new Map<string, ImportedStudy>()
  /** Versions that define nothing: they are none of ours, and no fault where there is another. */
  readonly #empty: ImportRefused[] = []
  readonly #audits: AuditRecords[] = []
  readonly #subjects = new Map<string, Participant>()
  /** Their key by our code: nobody is taken for somebody else. */
  readonly #called = new Map<string, string>()
  readonly #left = new Map<string, { readonly what: LocalText; n: number }>()
  /** Sentences about elements and namespaces, by their names: a file may give as much cause for one as it has elements. */
  readonly #said = new Map<string, LocalText>()

  constructor(private readonly limits?: XmlLimits) {}

  /** One more file; pieces of it go into what this gives back. */
  file(): XmlReader {
    const people = new Map<string, string>()
    const audits = new AuditRecords(people)
    this.#audits.push(audits)
    let known: KnownElements | undefined
    const use = {
      whole: (element: XmlElement) => {
        if (!element.parent) known = this.editionOf(element)
        else if (element.space !== element.parent.space) this.stranger(element.space)
        const whole = isWhole(element)
        if (!whole) this.lookAt(element)
        return whole
      },
      onElement: (element: XmlElement) => {
        const { parent } = element
        if (!known || !parent || element.space !== parent.space) return
        refuseUnknown(known, element, element.space, (space) => this.stranger(space))
        tellLeft(element, (name) => this.leaveElement(name))
        this.take(element, parent, people, audits)
      },
    }
    return this.limits ? new XmlReader(use, this.limits) : new XmlReader(use)
  }

  /** Throws `ImportRefused` where the files together do not hold what one of them refers to. */
  result(): ImportedOdm {
    for (const audits of this.#audits) audits.refuseOpen()
    const [empty] = this.#empty
    if (empty && this.#studies.size === 0) throw empty
    const studies = [...this.#studies.values()]
    const left = [...this.#left.values()].map(({ what, n }) => soOften(what, n))
    const subjects = [...this.#subjects.values()].flatMap(({ parts }) => [...parts.values()])
    return {
      studies,
      subjects,
      left: [
        ...studies.flatMap((study) => study.left),
        ...this.#empty.map((empty) => notCarriedAt(empty, empty.reason)),
        ...left,
      ],
    }
  }

  /** What is only walked through has attributes of others too. */
  private lookAt({ attributes }: XmlElement): void {
    for (const name of attributes.keys()) {
      const at = name.lastIndexOf(':')
      if (at >= 0 && !name.startsWith('xml:')) this.stranger(name.slice(0, at))
    }
  }

  private stranger(space: string): void {
    if (/^http:\/\/www\.w3\.org\//.test(space)) return
    this.leave(
      this.once(`:${space}`, () =>
        space === ''
          ? notCarried('what stands in no namespace is not carried')
          : notCarried('what stands in the namespace {0} is not carried', space),
      ),
    )
  }

  private leaveElement(name: string): void {
    this.leave(this.once(name, () => notCarried('{0} is not carried', name)))
  }

  private once(key: string, say: () => LocalText): LocalText {
    const said = this.#said.get(key) ?? say()
    this.#said.set(key, said)
    return said
  }

  private leave(what: LocalText): void {
    const before = this.#left.get(what.en)
    if (before) before.n++
    else this.#left.set(what.en, { what, n: 1 })
  }

  private take(element: XmlElement, parent: XmlElement, people: Map<string, string>, audits: AuditRecords): void {
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
        this.takeSubject(element, parent, audits)
        return
      case 'AuditRecords':
        for (const record of childrenOf(element, 'AuditRecord')) audits.take(record)
        return
      case 'ReferenceData':
      case 'Association':
      case 'Signatures':
      case 'Annotations':
        return
      default:
        this.leaveElement(element.name)
    }
  }

  private takeVersion(study: XmlElement, version: XmlElement): void {
    const whole = this.#versions.take(study, version)
    if (whole.version.children.some(({ name }) => name !== 'Protocol'))
      this.#studies.set(
        `${must(study, 'OID')}\n${must(version, 'OID')}`,
        studyFromOdm(definitionsOf(whole.study, whole.version), whole.version),
      )
    else this.#empty.push(refusal(version, inWords('there is no form in it that could be entered')))
  }

  private takeSubject(element: XmlElement, clinical: XmlElement, audits: AuditRecords): void {
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
    const key = `${studyOid}\n${must(element, 'SubjectKey')}`
    const known: Participant = this.#subjects.get(key) ?? { parts: new Map(), soFar: new ParticipantSoFar() }
    if (!this.#subjects.has(key) && this.#subjects.size >= MOST_PARTICIPANTS)
      throw refusal(element, inWords('it has more than {0} participants', MOST_PARTICIPANTS))
    const part = known.parts.get(study) ?? participantOf(study, element)
    if (!known.parts.has(study)) {
      this.refuseOther(element, part)
      known.parts.set(study, part)
      known.soFar.begin(part.values)
      this.#subjects.set(key, known)
    }
    readPart(part, element, { audits, soFar: known.soFar, leave: (what) => this.leave(what) })
  }

  private refuseOther(element: XmlElement, { key, code }: ImportedSubject): void {
    const other = this.#called.get(code)
    if (other !== undefined && other !== key)
      throw refusal(element, inWords('{0} and {1} would both be called {2}', key, other, code))
    this.#called.set(code, key)
  }

  /** By its namespace; by its version where it names no namespace. */
  private editionOf(root: XmlElement): KnownElements {
    const known = editionOf(root)
    if (root.space === '') this.leave(notCarried('ODM stands in no namespace'))
    return known
  }
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
  const version = attributeOf(root, 'ODMVersion')
  const known = root.space === '' ? unnamed(version) : spaces.get(root.space)
  if (!known)
    throw refusal(
      root,
      root.space === ''
        ? inWords('ODM stands in no namespace')
        : inWords('{0} is no edition of ODM that is read', root.space),
    )
  const wanted = known === elements13 ? '1.3' : '2.0'
  if (version !== undefined && !version.startsWith(wanted))
    throw refusal(root, inWords('ODMVersion {0} does not go with the namespace {1}', version, root.space))
  return known
}

const unnamed = (version: string | undefined): KnownElements | undefined =>
  version?.startsWith('1.3') === true ? elements13 : version?.startsWith('2.0') === true ? elements20 : undefined
