import { canonicalJson } from '../../canonical-json'
import type { CompiledStudy } from '../../study/compile'
import type { CheckDef, FormDef, GroupDef, ItemDef, LocalText } from '../../study/definition'
import type { StudyEventDef } from '../../study/schedule-definition'
import { type PlannedSource, plannedSource } from '../../study/source-definition'
import { dictionariesIn, dictionaryList } from '../dictionaries'
import { flagLists } from './flags'
import { filesGroup, itemsOfFiles } from './files'
import { FILES, oids } from './oids'

/** A study version in the words of ODM, whichever edition writes it. */
export interface OdmMetadata {
  readonly oid: string
  readonly name: string
  readonly about: LocalText | undefined
  readonly events: readonly OdmEvent[]
  readonly forms: readonly OdmForm[]
  readonly groups: readonly OdmGroup[]
  readonly items: readonly OdmItem[]
  readonly codeLists: readonly OdmCodeList[]
  /** Lists whose terms stand in a dictionary. */
  readonly dictionaries: readonly { readonly oid: string; readonly name: string; readonly version: string }[]
  /** Conditions under which something is *not* collected. */
  readonly conditions: readonly OdmExpression[]
  readonly methods: readonly OdmExpression[]
}

export interface OdmEvent {
  readonly oid: string
  readonly name: string
  readonly title: LocalText
  readonly type: 'Scheduled' | 'Unscheduled' | 'Common'
  readonly repeating: boolean
  readonly category: string | undefined
  readonly forms: readonly string[]
}

export interface OdmForm {
  readonly oid: string
  readonly name: string
  readonly title: LocalText
  readonly repeating: boolean
  readonly domain: string | undefined
  readonly groups: readonly string[]
}

export interface OdmGroup {
  readonly oid: string
  readonly name: string
  readonly title: LocalText | undefined
  readonly repeating: boolean
  readonly items: readonly OdmItemRef[]
}

export interface OdmItemRef {
  readonly item: string
  readonly mandatory: boolean
  readonly condition: string | undefined
  readonly method: string | undefined
}

export type OdmDataType = 'text' | 'URI' | 'integer' | 'float' | 'date' | 'partialDate' | 'partialTime' | 'datetime'

export interface OdmItem {
  readonly oid: string
  readonly name: string
  readonly label: LocalText
  readonly help: LocalText | undefined
  readonly dataType: OdmDataType
  /** Where its values come from, unless a flag of theirs says otherwise. */
  readonly origin: PlannedSource | undefined
  readonly length: number | undefined
  readonly decimals: number | undefined
  readonly units: readonly string[]
  readonly ranges: readonly OdmRange[]
  readonly checks: readonly OdmCheck[]
  readonly codeList: string | undefined
  /** What this edition of ODM has no word for, by name. */
  readonly aliases: readonly (readonly [context: string, name: string])[]
}

export interface OdmRange {
  readonly comparator: 'GE' | 'LE'
  readonly value: string
  readonly hard: boolean
  readonly unit: string | undefined
}

export interface OdmCheck {
  readonly expression: string
  readonly hard: boolean
  readonly message: LocalText
}

export interface OdmCodeList {
  readonly oid: string
  readonly name: string
  readonly codes: readonly { readonly code: string; readonly text: LocalText }[]
}

export interface OdmExpression {
  readonly oid: string
  readonly name: string
  readonly about: LocalText
  readonly context: string
  readonly expression: string
}

/** In which language conditions, checks and calculations are written. */
export const CEL = 'CEL'

/** Every unit that something in these versions is measured in. */
export const unitsOf = (versions: readonly CompiledStudy[]): readonly string[] =>
  [
    ...new Set(
      versions.flatMap(({ version }) =>
        version.forms.flatMap(({ groups }) =>
          groups.flatMap(({ items }) => items.flatMap((item) => unitsOfItem(item))),
        ),
      ),
    ),
  ].sort()

export function unitsOfItem(item: ItemDef): readonly string[] {
  if (item.type === 'integer' || item.type === 'decimal') return item.units?.map(({ unit }) => unit) ?? []
  return item.type === 'calculated' && item.unit !== undefined ? [item.unit] : []
}

export function metadataOf(study: CompiledStudy): OdmMetadata {
  const { version } = study
  const grouped = version.forms.flatMap((form) => form.groups.map((group) => ({ form, group })))
  const placed = grouped.flatMap(({ form, group }) => group.items.map((item) => ({ form, item })))
  return {
    oid: oids.version(study.id),
    name: version.name,
    about: version.about,
    events: study.events.map((event) => eventOf(event)),
    forms: version.forms.map(formOf),
    groups: [...grouped.map(({ form, group }) => groupOf(form, group)), filesGroup],
    items: [...placed.map(({ form, item }) => itemOf(form, item)), ...itemsOfFiles],
    codeLists: [
      ...version.codeLists.map(({ oid, codes }) => ({ oid: oids.codeList(oid), name: oid, codes })),
      ...flagLists,
    ],
    dictionaries: dictionariesIn(version).map((one) => ({ ...one, oid: oids.codeList(dictionaryList(one)) })),
    conditions: placed.flatMap(({ form, item }) => conditionOf(form, item)),
    methods: placed.flatMap(({ form, item }) => methodOf(form, item)),
  }
}

const eventTypes = { scheduled: 'Scheduled', unscheduled: 'Unscheduled', log: 'Common' } as const

const eventOf = ({ oid, title, kind, epoch, forms }: StudyEventDef): OdmEvent => ({
  oid: oids.event(oid),
  name: oid,
  title,
  type: eventTypes[kind],
  repeating: kind === 'unscheduled',
  category: epoch?.en,
  forms: [...new Set(forms)].map(oids.form),
})

const formOf = ({ oid, title, repeating, domain, groups }: FormDef): OdmForm => ({
  oid: oids.form(oid),
  name: oid,
  title,
  repeating: repeating === true,
  domain,
  groups: [...groups.map((group) => oids.group(oid, group.oid)), FILES],
})

const groupOf = (form: FormDef, { oid, title, repeating, items }: GroupDef): OdmGroup => ({
  oid: oids.group(form.oid, oid),
  name: oid,
  title,
  repeating: repeating === true,
  items: items.map((item) => ({
    item: oids.item(form.oid, item.oid),
    mandatory: item.required === true && item.when === undefined,
    condition: item.when === undefined ? undefined : oids.condition(form.oid, item.oid),
    method: item.type === 'calculated' ? oids.method(form.oid, item.oid) : undefined,
  })),
})

/** More digits than any number of a form has. */
const DIGITS = 24
const DECIMALS = 12
const LONGEST_TEXT = 32_767

function itemOf(form: FormDef, item: ItemDef): OdmItem {
  const units = unitsOfItem(item)
  const common = {
    oid: oids.item(form.oid, item.oid),
    name: item.oid,
    label: item.label,
    help: item.help,
    origin: plannedSource(form, item),
    units,
    ranges: item.type === 'integer' || item.type === 'decimal' ? rangesOf(item, units[0]) : [],
    checks: form.checks.filter(({ items }) => items[0] === item.oid).map(checkOf),
    length: undefined,
    decimals: undefined,
    codeList: undefined,
    aliases: item.missing ? [['Tracer:missing', 'Yes'] as const] : [],
  }
  switch (item.type) {
    case 'text':
      return { ...common, dataType: 'text', length: item.maxLength ?? LONGEST_TEXT }
    case 'integer':
      return { ...common, dataType: 'integer', length: DIGITS }
    case 'decimal':
      return { ...common, dataType: 'float', length: DIGITS, decimals: DECIMALS }
    case 'date':
      return { ...common, dataType: item.partial ? 'partialDate' : 'date' }
    case 'time':
      return { ...common, dataType: 'partialTime' }
    case 'datetime':
      return { ...common, dataType: 'datetime' }
    case 'code':
      return { ...common, dataType: 'text', length: 60, codeList: oids.codeList(item.codeList) }
    case 'multi':
      // Several codes parted by blanks are not one code of the list.
      return {
        ...common,
        dataType: 'text',
        length: LONGEST_TEXT,
        aliases: [...common.aliases, ['Tracer:several', oids.codeList(item.codeList)]],
      }
    case 'calculated':
      return { ...common, ...resultOf(item) }
  }
}

function resultOf({ result, decimals }: Extract<ItemDef, { type: 'calculated' }>) {
  switch (result) {
    case 'decimal':
      return { dataType: 'float' as const, length: DIGITS, decimals: decimals ?? DECIMALS }
    case 'text':
      return { dataType: 'text' as const, length: LONGEST_TEXT }
    case 'date':
      return { dataType: 'date' as const }
  }
}

function rangesOf(
  { soft, hard }: Extract<ItemDef, { type: 'integer' | 'decimal' }>,
  unit: string | undefined,
): readonly OdmRange[] {
  const bounds = (range: typeof soft, isHard: boolean): readonly OdmRange[] => [
    ...(range?.low === undefined ? [] : [{ comparator: 'GE' as const, value: range.low, hard: isHard, unit }]),
    ...(range?.high === undefined ? [] : [{ comparator: 'LE' as const, value: range.high, hard: isHard, unit }]),
  ]
  return [...bounds(soft, false), ...bounds(hard, true)]
}

const checkOf = ({ holds, severity, message }: CheckDef): OdmCheck => ({
  expression: holds,
  hard: severity === 'H',
  message,
})

/** ODM says when something is not collected, we say when it is. */
const conditionOf = (form: FormDef, { oid, when }: ItemDef): readonly OdmExpression[] =>
  when === undefined
    ? []
    : [
        {
          oid: oids.condition(form.oid, oid),
          name: `${form.oid}.${oid}`,
          about: { en: `Not asked unless ${when}` },
          context: CEL,
          expression: `!(${when})`,
        },
      ]

function methodOf(form: FormDef, item: ItemDef): readonly OdmExpression[] {
  if (item.type !== 'calculated') return []
  const { oid, expression, label } = item
  const own = typeof expression === 'string'
  return [
    {
      oid: oids.method(form.oid, oid),
      name: `${form.oid}.${oid}`,
      about: label,
      context: own ? CEL : 'Tracer formula',
      expression: own ? expression : canonicalJson(expression),
    },
  ]
}
