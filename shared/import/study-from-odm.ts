import { EARLIER, EVERY, SITE, VISIT } from '../rules/scope'
import { problemsOf } from '../study/compile'
import {
  type CodeListDef,
  type FormDef,
  type GroupDef,
  type ItemDef,
  type LocalText,
  type Range,
  StudyVersion,
  type UnitDef,
} from '../study/definition'
import { DecimalText } from '../study/names'
import type { StudyEventDef } from '../study/schedule-definition'
import { Names } from './names'
import {
  type DefinedForm,
  type OdmDefinitions,
  attributeOf,
  childOf,
  childrenOf,
  localText,
  must,
  otherLanguages,
  refusal,
} from './odm-definitions'
import type { XmlElement } from './xml'

/** A foreign study as one that can be entered, what its names became, and what could not be carried. */
export interface ImportedStudy {
  readonly version: StudyVersion
  readonly names: OdmNames
  /** One sentence each. */
  readonly left: readonly string[]
}

export interface ImportedItem {
  readonly form: string
  readonly group: string
  readonly repeating: boolean
  readonly item: string
  readonly type: ItemDef['type']
  /** Our code by theirs. */
  readonly codes: ReadonlyMap<string, string> | undefined
  /** OID of the item that holds the unit. */
  readonly unitsIn: string | undefined
}

export interface OdmNames {
  readonly studyOid: string
  readonly versionOid: string
  readonly events: ReadonlyMap<string, { readonly oid: string; readonly repeating: boolean }>
  readonly forms: ReadonlyMap<string, { readonly oid: string; readonly repeating: boolean }>
  /** By OID of form, group and item, parted by line feeds. */
  readonly items: ReadonlyMap<string, ImportedItem>
  /** Items that only hold the unit of another. */
  readonly unitItems: ReadonlySet<string>
  readonly units: ReadonlyMap<string, string>
}

export const placeName = (form: string, group: string, item: string): string => `${form}\n${group}\n${item}`

/** Stands for every visit in a study that defines none. */
export const ANY_EVENT = ''

const VISIT_FORM = 'SV'
const VISIT_ITEM = 'SVSTDTC'

/** Throws `ImportRefused` where the study would not be sound. */
export function studyFromOdm(definitions: OdmDefinitions, version: XmlElement): ImportedStudy {
  const left = new Set<string>()
  const leave = (element: XmlElement, what: string) => left.add(`line ${element.line}, ${element.path}: ${what}`)
  const codeLists = new Map([...definitions.codeLists].map(([oid, element]) => [oid, codeListOf(element, leave)]))
  const listNames = new Names(['YESNO'])
  const lists = new Map<string, Coded>()
  for (const [oid, list] of codeLists)
    if (list) lists.set(oid, { ...list, def: { ...list.def, oid: listNames.give(nameOf(list.element), 'oid') } })
  const usedForms = new Set(definitions.events.flatMap(({ forms }) => forms))
  const wanted = definitions.forms.filter(({ element }) => usedForms.size === 0 || usedForms.has(must(element, 'OID')))
  for (const form of definitions.forms) if (!wanted.includes(form)) leave(form.element, 'the form stands in no visit')
  const formNames = new Names(wanted.some(hasVisitDate) ? [] : [VISIT_FORM])
  const items = new Map<string, ImportedItem>()
  const unitItems = new Set<string>()
  const forms = new Map<string, FormDef>()
  for (const form of wanted) {
    const made = formOf(form, { definitions, lists, leave, formNames, items, unitItems })
    if (made) forms.set(must(form.element, 'OID'), made)
  }
  const own = [...forms.values()].find(({ oid, groups }) => oid === VISIT_FORM && visitItemIn(groups) !== undefined)
  const events = eventsOf(definitions, forms, leave)
  if (events.size === 0) throw refusal(version, 'there is no form in it that could be entered')
  const visit = own ? undefined : visitForm
  const languages = new Set(otherLanguages(version))
  for (const language of languages) left.add(`texts in ${language}: the app does not speak it`)
  const study: unknown = {
    format: 1,
    study: {
      id: studyIdOf(definitions.studyOid),
      name: definitions.studyName.slice(0, 60),
      title: definitions.title ?? { en: definitions.studyName.slice(0, 2_000) },
    },
    name: definitions.name.slice(0, 40),
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
  }
  const read = StudyVersion.safeParse(study)
  if (!read.success) {
    const [issue] = read.error.issues
    throw refusal(version, `the study cannot be one of ours: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
  }
  const [problem] = problemsOf(read.data)
  if (problem !== undefined) throw refusal(version, `the study would not be sound: ${problem}`)
  return {
    version: read.data,
    left: [...left],
    names: {
      studyOid: definitions.studyOid,
      versionOid: definitions.oid,
      events: new Map(
        [...events].map(([oid, event]) => [oid, { oid: event.oid, repeating: event.kind === 'unscheduled' }]),
      ),
      forms: new Map([...forms].map(([oid, form]) => [oid, { oid: form.oid, repeating: form.repeating === true }])),
      items,
      unitItems,
      units: definitions.units,
    },
  }
}

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

const BOOLEAN_LIST = 'YESNO'
const booleans: CodeListDef = {
  oid: BOOLEAN_LIST,
  codes: [
    { code: 'true', text: { en: 'Yes', fr: 'Oui', sv: 'Ja' } },
    { code: 'false', text: { en: 'No', fr: 'Non', sv: 'Nej' } },
  ],
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

const nameOf = (element: XmlElement): string => {
  const name = attributeOf(element, 'Name') ?? ''
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) ? name : must(element, 'OID').replace(/^[A-Z]{1,3}\./, '')
}

const labelOf = (element: XmlElement): LocalText =>
  localText(childOf(element, 'Question')) ??
  localText(childOf(element, 'Prompt')) ??
  localText(childOf(element, 'Description')) ?? { en: attributeOf(element, 'Name') ?? must(element, 'OID') }

const titleOf = (element: XmlElement): LocalText =>
  localText(childOf(element, 'Description')) ?? { en: attributeOf(element, 'Name') ?? must(element, 'OID') }

type Leave = (element: XmlElement, what: string) => void

interface Coded {
  readonly element: XmlElement
  readonly def: CodeListDef
  readonly codes: ReadonlyMap<string, string>
}

function codeListOf(element: XmlElement, leave: Leave): Coded | undefined {
  const given = [...childrenOf(element, 'CodeListItem'), ...childrenOf(element, 'EnumeratedItem')]
  if (given.length === 0) {
    leave(element, 'the codes of this list stand elsewhere; its items are texts')
    return undefined
  }
  const names = new Names()
  const codes = new Map<string, string>()
  const def = given.map((item) => {
    const value = must(item, 'CodedValue')
    if (codes.has(value)) throw refusal(item, `the code ${value} is there twice`)
    const code = /^[A-Za-z0-9_.+-]{1,60}$/.test(value) ? value : names.give(value, 'code')
    codes.set(value, code)
    const text = localText(childOf(item, 'Decode')) ?? { en: value.slice(0, 2_000) || code }
    return { code, text, ...(code !== value && { submission: value.slice(0, 200) }) }
  })
  return { element, def: { oid: 'LIST', codes: def }, codes }
}

interface Making {
  readonly definitions: OdmDefinitions
  readonly lists: ReadonlyMap<string, Coded>
  readonly leave: Leave
  readonly formNames: Names
  readonly items: Map<string, ImportedItem>
  readonly unitItems: Set<string>
}

function formOf({ element, groups }: DefinedForm, making: Making): FormDef | undefined {
  const { leave, formNames } = making
  const formOid = must(element, 'OID')
  const full = groups.filter(({ items }) => items.length > 0)
  if (full.length === 0) {
    leave(element, 'the form has no item')
    return undefined
  }
  const oid = formNames.give(nameOf(element), 'code')
  const groupNames = new Names()
  const named = full.map((group) => ({ group, oid: groupNames.give(nameOf(group.element), 'code') }))
  const itemNames = new Names([...named.map((one) => one.oid), oid, 'today', EARLIER, EVERY, SITE, VISIT])
  const domain = childrenOf(element, 'Alias').find((alias) => attributeOf(alias, 'Context') === 'Tracer:domain')
  const known = (domain && attributeOf(domain, 'Name')) ?? attributeOf(element, 'Domain')
  const repeating = attributeOf(element, 'Repeating') !== undefined && attributeOf(element, 'Repeating') !== 'No'
  return {
    oid,
    title: titleOf(element),
    ...(repeating && { repeating }),
    ...(known === 'SV' && { domain: known }),
    groups: named.map(({ group, oid: name }): GroupDef => {
      const groupOid = must(group.element, 'OID')
      const units = new Map(
        group.items.flatMap(({ ref }) => {
          const unitsIn = attributeOf(ref, 'UnitsItemOID')
          const unit = group.items.find(({ def }) => must(def, 'OID') === unitsIn)
          return unitsIn === undefined || !unit ? [] : [[must(ref, 'ItemOID'), unit] as const]
        }),
      )
      const beside = new Set([...units.values()].map(({ def }) => must(def, 'OID')))
      const made = group.items
        .filter(({ def }) => !beside.has(must(def, 'OID')))
        .map(({ ref, def }) => {
          const itemOid = must(def, 'OID')
          const unit = units.get(itemOid)
          const own = itemOf(ref, def, unit?.def, itemNames.give(nameOf(def), 'oid'), making)
          const list =
            own.type === 'code'
              ? making.lists.get(attributeOf(childOf(def, 'CodeListRef') ?? def, 'CodeListOID') ?? '')
              : undefined
          making.items.set(placeName(formOid, groupOid, itemOid), {
            form: oid,
            group: name,
            repeating: group.repeating,
            item: own.oid,
            type: own.type,
            codes: list?.codes,
            unitsIn: unit && must(unit.def, 'OID'),
          })
          return own
        })
      for (const one of beside) making.unitItems.add(placeName(formOid, groupOid, one))
      return {
        oid: name,
        title: titleOf(group.element),
        ...(group.repeating && { repeating: true }),
        items: made,
      }
    }),
    checks: [],
  }
}

function itemOf(
  ref: XmlElement,
  def: XmlElement,
  unitDef: XmlElement | undefined,
  oid: string,
  making: Making,
): ItemDef {
  const { definitions, lists, leave } = making
  const condition = attributeOf(ref, 'CollectionExceptionConditionOID')
  const method = attributeOf(ref, 'MethodOID')
  for (const [found, all, what] of [
    [condition, definitions.conditions, 'the condition on which it is not asked'],
    [method, definitions.methods, 'its calculation'],
  ] as const) {
    if (found === undefined) continue
    if (!all.has(found)) throw refusal(ref, `${found} is defined nowhere`)
    leave(ref, `${what} (${found}) is not carried`)
  }
  const help = localText(childOf(def, 'CRFCompletionInstructions'))
  const missing = childrenOf(def, 'Alias').some((alias) => attributeOf(alias, 'Context') === 'Tracer:missing')
  const common = {
    oid,
    label: labelOf(def),
    ...(help && { help }),
    ...(attributeOf(ref, 'Mandatory') === 'Yes' &&
      condition === undefined &&
      method === undefined && { required: true }),
    ...(missing && { missing: true }),
  }
  const type = must(def, 'DataType')
  const listOid = attributeOf(childOf(def, 'CodeListRef') ?? def, 'CodeListOID')
  if (listOid !== undefined && !definitions.codeLists.has(listOid))
    throw refusal(def, `CodeListOID ${listOid} is defined nowhere`)
  const list = listOid === undefined ? undefined : lists.get(listOid)
  if (list) {
    for (const check of childrenOf(def, 'RangeCheck')) leave(check, 'the check of a coded item is not carried')
    return { ...common, type: 'code', codeList: list.def.oid }
  }
  switch (type) {
    case 'integer':
    case 'float':
    case 'double':
    case 'decimal': {
      const units = unitsOf(def, unitDef, definitions, leave)
      const number = { ...(units.length > 0 && { units }), ...rangesOf(def, type === 'integer', leave) }
      return type === 'integer' ? { ...common, ...number, type } : { ...common, ...number, type: 'decimal' }
    }
    default:
      for (const check of childrenOf(def, 'RangeCheck')) leave(check, 'the check is not carried')
      return plainItem(common, type, def, leave)
  }
}

type Common = Pick<ItemDef, 'oid' | 'label' | 'help' | 'required' | 'missing'>

function plainItem(common: Common, type: string, def: XmlElement, leave: Leave): ItemDef {
  switch (type) {
    case 'date':
      return { ...common, type: 'date', future: true }
    case 'partialDate':
      return { ...common, type: 'date', partial: true, future: true }
    case 'time':
    case 'partialTime':
      return { ...common, type: 'time' }
    case 'datetime':
      return { ...common, type: 'datetime', future: true }
    case 'boolean':
      return { ...common, type: 'code', codeList: BOOLEAN_LIST }
    case 'text':
    case 'string': {
      const length = Number(attributeOf(def, 'Length') ?? '')
      const fits = Number.isInteger(length) && length > 0 && length <= 32_767
      return { ...common, type: 'text', ...(fits && { maxLength: length }) }
    }
    case 'URI':
    case 'hexBinary':
    case 'base64Binary':
    case 'hexFloat':
    case 'base64Float':
    case 'partialDatetime':
    case 'durationDatetime':
    case 'intervalDatetime':
    case 'incompleteDatetime':
    case 'incompleteDate':
    case 'incompleteTime':
      leave(def, `${type} is entered as text`)
      return { ...common, type: 'text' }
    default:
      throw refusal(def, `${type} is no type of ODM`)
  }
}

/** The units of an item. How one converts to another ODM does not say, so only the first is one to calculate with. */
function unitsOf(
  def: XmlElement,
  unitDef: XmlElement | undefined,
  { units, codeLists }: OdmDefinitions,
  leave: Leave,
): UnitDef[] {
  const referred = childrenOf(def, 'MeasurementUnitRef').map((ref) => {
    const oid = must(ref, 'MeasurementUnitOID')
    const unit = units.get(oid)
    if (unit === undefined) throw refusal(ref, `MeasurementUnitOID ${oid} is defined nowhere`)
    return unit
  })
  const list = codeLists.get(attributeOf(childOf(unitDef, 'CodeListRef') ?? def, 'CodeListOID') ?? '')
  const coded = list ? [...childrenOf(list, 'CodeListItem')].map((item) => must(item, 'CodedValue')) : []
  const [first, ...others] = [...referred, ...(unitDef ? coded : [])].map((unit) => unit.trim().slice(0, 40))
  for (const other of others)
    leave(def, `how ${other} converts to ${first ?? ''} is not said; ${other} is kept as typed`)
  return first ? [{ unit: first, factor: '1' }] : []
}

function rangesOf(def: XmlElement, whole: boolean, leave: Leave): { soft?: Range; hard?: Range } {
  const ranges: { soft: { low?: string; high?: string }; hard: { low?: string; high?: string } } = {
    soft: {},
    hard: {},
  }
  for (const check of childrenOf(def, 'RangeCheck')) {
    const [value, ...more] = childrenOf(check, 'CheckValue').map(({ text }) => text.trim())
    const comparator = attributeOf(check, 'Comparator')
    const range = ranges[attributeOf(check, 'SoftHard') === 'Hard' ? 'hard' : 'soft']
    if (value === undefined || more.length > 0 || !DecimalText.safeParse(value).success) {
      leave(check, 'the check is not carried')
      continue
    }
    // Beyond a whole number lies the next one; beyond any other there is none that is next.
    const step = comparator === 'GT' ? 1 : comparator === 'LT' ? -1 : 0
    const bound = step === 0 ? value : whole && /^-?\d{1,9}$/.test(value) ? String(Number(value) + step) : undefined
    if (bound === undefined) leave(check, 'the check is not carried: the bound itself is not allowed')
    else if (comparator === 'GE' || comparator === 'GT') range.low = bound
    else if (comparator === 'LE' || comparator === 'LT') range.high = bound
    else leave(check, `the check ${comparator ?? 'without comparator'} is not carried`)
  }
  return {
    ...(Object.keys(ranges.soft).length > 0 && { soft: ranges.soft }),
    ...(Object.keys(ranges.hard).length > 0 && { hard: ranges.hard }),
  }
}

const kinds = { Scheduled: 'scheduled', Unscheduled: 'unscheduled', Common: 'log' } as const

function eventsOf(
  { events }: OdmDefinitions,
  forms: ReadonlyMap<string, FormDef>,
  leave: Leave,
): ReadonlyMap<string, StudyEventDef> {
  const names = new Names()
  const made = new Map<string, StudyEventDef>()
  for (const { element, forms: oids } of events) {
    const own = [...new Set(oids)].flatMap((oid) => forms.get(oid)?.oid ?? [])
    if (own.length === 0) {
      leave(element, 'the visit has no form')
      continue
    }
    const type = attributeOf(element, 'Type')
    const repeating = attributeOf(element, 'Repeating') === 'Yes'
    const kind = repeating ? 'unscheduled' : type === 'Common' || type === 'Unscheduled' ? kinds[type] : 'scheduled'
    if (repeating && type !== 'Unscheduled') leave(element, 'it repeats, so it is a visit without a plan')
    const oid = names.give(nameOf(element), 'code')
    made.set(must(element, 'OID'), {
      oid,
      title: titleOf(element),
      kind: kind === 'unscheduled' && !repeating ? 'scheduled' : kind,
      forms: own,
    })
  }
  if (events.length === 0 && forms.size > 0)
    made.set(ANY_EVENT, {
      oid: 'VISIT',
      title: { en: 'Visit', fr: 'Visite', sv: 'Besök' },
      kind: 'unscheduled',
      forms: [...forms.values()].map(({ oid }) => oid),
    })
  return made
}
