import { problemsOf } from '../study/compile'
import { type FormDef, type GroupDef, type LocalText, StudyVersion } from '../study/definition'
import { DictionaryDef } from '../study/dictionaries'
import { type Coded, booleans, codeListOf } from './code-list-from-odm'
import { eventsOf } from './events-from-odm'
import { type ImportedGroup, type ImportedItem, formOf } from './form-from-odm'
import { Names } from './names'
import { notCarried, notCarriedAt } from './not-carried'
import {
  type DefinedForm,
  type OdmDefinitions,
  attributeOf,
  childrenOf,
  must,
  otherLanguages,
  refusal,
} from './odm-definitions'
import { nameOf } from './odm-words'
import type { XmlElement } from './xml'
import { inWords } from './refusals'

/** A foreign study as one that can be entered, what its names became, and what could not be carried. */
export interface ImportedStudy {
  readonly version: StudyVersion
  readonly names: OdmNames
  /** One sentence each. */
  readonly left: readonly LocalText[]
}

export interface OdmNames {
  readonly studyOid: string
  readonly versionOid: string
  readonly events: ReadonlyMap<string, { readonly oid: string; readonly repeating: boolean }>
  readonly forms: ReadonlyMap<string, { readonly oid: string; readonly repeating: boolean }>
  /** By OID of form, group and item, parted by line feeds. */
  readonly items: ReadonlyMap<string, ImportedItem>
  /** By OID of form and group. */
  readonly groups: ReadonlyMap<string, ImportedGroup>
  /** Items that only hold the unit of another. */
  readonly unitItems: ReadonlySet<string>
  readonly units: ReadonlyMap<string, string>
}

const VISIT_FORM = 'SV'
const VISIT_ITEM = 'SVSTDTC'

/** More items than this are no study that anybody enters, and take longer to judge than anybody waits. */
const MOST_ITEMS = 20_000

/** Characters that the names of a study and of its version have at most. */
const LONGEST_STUDY = 60
const LONGEST_VERSION = 40

/** Throws `ImportRefused` where the study would not be sound. */
export function studyFromOdm(definitions: OdmDefinitions, version: XmlElement): ImportedStudy {
  const left = new Map<string, LocalText>()
  const note = (what: LocalText) => left.set(what.en, what)
  const leave = (element: XmlElement, what: LocalText) => note(notCarriedAt(element, what))
  const referred = new Set(listsNamedIn(version))
  const dictionaries: DictionaryDef[] = []
  const codeLists = new Map<string, Coded | undefined>()
  for (const [oid, element] of definitions.codeLists) {
    const named = dictionaryOf(element)
    if (named && dictionaries.every(({ name, version: of }) => name !== named.name || of !== named.version))
      dictionaries.push(named)
    if (!named || referred.has(oid)) codeLists.set(oid, codeListOf(element, leave))
  }
  const listNames = new Names(['YESNO'])
  const lists = new Map<string, Coded>()
  for (const [oid, list] of codeLists)
    if (list) lists.set(oid, { ...list, def: { ...list.def, oid: listNames.give(nameOf(list.element), 'oid') } })
  const usedForms = new Set(definitions.events.flatMap(({ forms }) => forms))
  const wanted = definitions.forms.filter(({ element }) => usedForms.size === 0 || usedForms.has(must(element, 'OID')))
  const isWanted = new Set(wanted)
  for (const form of definitions.forms)
    if (!isWanted.has(form)) leave(form.element, notCarried('the form stands in no visit'))
  const places = wanted.reduce((sum, { groups }) => sum + groups.reduce((all, { items }) => all + items.length, 0), 0)
  if (places > MOST_ITEMS)
    throw refusal(version, inWords('its forms ask {0} items; {1} are the most', places, MOST_ITEMS))
  const formNames = new Names(wanted.some(hasVisitDate) ? [] : [VISIT_FORM])
  const items = new Map<string, ImportedItem>()
  const groups = new Map<string, ImportedGroup>()
  const unitItems = new Set<string>()
  const forms = new Map<string, FormDef>()
  for (const form of wanted) {
    const made = formOf(form, { definitions, lists, leave, formNames, items, groups, unitItems })
    if (made) forms.set(must(form.element, 'OID'), made)
  }
  const own = [...forms.values()].find(({ oid, groups }) => oid === VISIT_FORM && visitItemIn(groups) !== undefined)
  const events = eventsOf(definitions, forms, leave)
  if (events.size === 0) throw refusal(version, inWords('there is no form in it that could be entered'))
  const visit = own ? undefined : visitForm
  for (const ref of conditionalIn(version))
    leave(ref, notCarried('the condition on which it is not asked ({0}) is not carried', must(ref, CONDITION)))
  const languages = new Set(otherLanguages(version))
  for (const language of languages) note(notCarried('texts in {0}: the app does not speak it', language))
  if (definitions.studyName.length > LONGEST_STUDY)
    note(
      notCarried(
        'the name of the study is longer than {0} characters; what is beyond is not carried',
        String(LONGEST_STUDY),
      ),
    )
  if (definitions.name.length > LONGEST_VERSION)
    note(
      notCarried(
        'the name of the version is longer than {0} characters; what is beyond is not carried',
        String(LONGEST_VERSION),
      ),
    )
  const study: unknown = {
    format: 1,
    study: {
      id: studyIdOf(definitions.studyOid),
      name: definitions.studyName.slice(0, LONGEST_STUDY),
      title: definitions.title ?? { en: definitions.studyName.slice(0, 2_000) },
    },
    name: definitions.name.slice(0, LONGEST_VERSION),
    arms: [],
    anchors: [],
    events: [...events.values()].map((event) =>
      visit && event.kind !== 'log' ? { ...event, forms: [VISIT_FORM, ...event.forms] } : event,
    ),
    forms: [...(visit ? [visit] : []), ...forms.values()],
    codeLists: [
      ...[...lists.values()].map(({ def }) => def),
      ...([...items.values()].some(({ type, codes }) => type === 'code' && !codes) ? [booleans] : []),
    ],
    visitDate: own ? { form: own.oid, item: visitItemIn(own.groups) } : { form: VISIT_FORM, item: VISIT_ITEM },
    signing: [],
    ...(dictionaries.length > 0 && { dictionaries: dictionaries.slice(0, MOST_DICTIONARIES) }),
  }
  const read = StudyVersion.safeParse(study)
  if (!read.success) {
    const [issue] = read.error.issues
    const place = issue?.path.join('.') ?? ''
    throw refusal(
      version,
      issue?.code === 'too_big'
        ? inWords('the study cannot be one of ours: {0} is more than {1}', place, String(issue.maximum))
        : inWords('the study cannot be one of ours: {0} is not written as it is here', place),
    )
  }
  const [problem] = problemsOf(read.data)
  if (problem !== undefined) throw refusal(version, inWords('the study would not be sound: {0}', problem))
  return {
    version: read.data,
    left: [...left.values()],
    names: {
      studyOid: definitions.studyOid,
      versionOid: definitions.oid,
      events: new Map(
        [...events].map(([oid, event]) => [oid, { oid: event.oid, repeating: event.kind === 'unscheduled' }]),
      ),
      forms: new Map([...forms].map(([oid, form]) => [oid, { oid: form.oid, repeating: form.repeating === true }])),
      items,
      groups,
      unitItems,
      units: definitions.units,
    },
  }
}

const MOST_DICTIONARIES = 20

/** The dictionary that the terms of a list stand in, where it is named with its version. */
function dictionaryOf(list: XmlElement): DictionaryDef | undefined {
  const [external] = childrenOf(list, 'ExternalCodeList')
  // ODM 2.0 names the system of a list that has no items of its own in its coding.
  const [coding] = childrenOf(list, 'CodeListItem').length === 0 ? childrenOf(list, 'Coding') : []
  const read = DictionaryDef.safeParse({
    name: external?.attributes.get('Dictionary') ?? coding?.attributes.get('SystemName'),
    version: external?.attributes.get('Version') ?? coding?.attributes.get('SystemVersion'),
  })
  return read.data
}

/** The lists that something refers to. */
const listsNamedIn = (element: XmlElement): readonly string[] =>
  element.children.flatMap((child) => {
    const named = child.name === 'CodeListRef' ? attributeOf(child, 'CodeListOID') : undefined
    return [...(named === undefined ? [] : [named]), ...listsNamedIn(child)]
  })

const CONDITION = 'CollectionExceptionConditionOID'

/** References to visits, forms and groups that are not always there. */
const conditionalIn = (element: XmlElement): readonly XmlElement[] =>
  element.children.flatMap((child) => [
    ...(child.name !== 'ItemRef' && child.name.endsWith('Ref') && child.attributes.has(CONDITION) ? [child] : []),
    ...conditionalIn(child),
  ])

const visitItemIn = (groups: readonly GroupDef[]): string | undefined =>
  groups
    .filter(({ repeating }) => !repeating)
    .flatMap(({ items }) => items)
    .find(({ type, oid }) => type === 'date' && oid === VISIT_ITEM)?.oid

/** Whether this is where the date of a visit stands already, as it does in our own files. */
const hasVisitDate = ({ element, groups }: DefinedForm): boolean =>
  nameOf(element) === VISIT_FORM &&
  groups.some(({ repeating, items }) => !repeating && items.some(({ def }) => nameOf(def) === VISIT_ITEM))

/** The date of a visit, which every visit of ours has. */
const visitForm: FormDef = {
  oid: VISIT_FORM,
  title: { en: 'Visit', fr: 'Visite', sv: 'Besök' },
  domain: 'SV',
  groups: [
    {
      oid: 'VISIT',
      items: [
        { oid: VISIT_ITEM, type: 'date', label: { en: 'Date of visit', fr: 'Date de la visite', sv: 'Besöksdatum' } },
      ],
    },
  ],
  checks: [],
}

/** A registry number made of their OID: capitals, digits and dashes. */
function studyIdOf(oid: string): string {
  const plain = oid
    .toUpperCase()
    .replace(/^S\.(?=[A-Z0-9])/, '')
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return (plain.length < 2 ? `ODM-${plain}` : plain).slice(0, 40)
}
