import type { Formula } from '#shared/clinical/formula'
import type {
  CheckDef,
  CodeListDef,
  FormDef,
  FormulaDef,
  GroupDef,
  ItemDef,
  LocalText,
  Severity,
  StudyVersion,
  UnitDef,
} from '#shared/study/definition'
import type { EligibilityDef } from '#shared/study/eligibility-definition'
import type { GatesDef } from '#shared/study/gates-definition'
import type { KioskDef } from '#shared/study/kiosk-definition'
import type { AnchorDef, MoveDef, PhaseDef, StudyEventDef, StudyNote } from '#shared/study/schedule-definition'
import type { ReferenceDef } from '#shared/study/limits-definition'
import type { EndpointDef } from '#shared/study/tabulation-definition'
import { limitItems } from './limits'
import { tabulationOf } from './tabulation'

/**
 * Authoring of forms and studies. What is written here is checked by the compiler where it can be (an unknown item key,
 * a text without French) and by `problemsOf` where it cannot (expressions); what comes out is plain data.
 */

/** A text that is written here: English and French always. What ships has Swedish as well, which its tests ask for. */
export type Text = LocalText & { readonly fr: string }

/** An exact number as text, e.g. `0.45359237`: never passes through binary floating point. */
type Decimal = `${number}`

/** Lowest and highest value, both allowed; an open end is left out. */
type Bounds = readonly [low: Decimal, high: Decimal] | { readonly low: Decimal } | { readonly high: Decimal }

type OidLess<Def> = Def extends ItemDef ? Omit<Def, 'oid'> : never
type Coded = Extract<ItemDef, { type: 'code' | 'multi' }>
type CodedItem<Def> = Def extends Coded ? Omit<Def, 'oid' | 'codeList'> & { readonly codeList: CodeListDef } : never

/** An item before it has a name: its key in the group is its oid. A coded item holds its whole code list. */
export type Item = OidLess<Exclude<ItemDef, Coded>> | CodedItem<Coded>

type Of<Type extends Item['type']> = Omit<Extract<Item, { type: Type }>, 'type' | 'label' | 'help'> & {
  readonly label: Text
  readonly help?: Text
}
type Measured<Type extends 'integer' | 'decimal'> = Omit<Of<Type>, 'units' | 'soft' | 'hard'> & {
  /** The one unit there is, or the units accepted, the first being the one the ranges are in. */
  readonly unit?: string
  readonly units?: readonly UnitDef[]
  readonly soft?: Bounds
  readonly hard?: Bounds
}

const rangeOf = (bounds: Bounds) => ('low' in bounds || 'high' in bounds ? bounds : { low: bounds[0], high: bounds[1] })

function measured<Type extends 'integer' | 'decimal'>({ unit, units, soft, hard, ...rest }: Measured<Type>) {
  const accepted = units ?? (unit === undefined ? undefined : [{ unit, factor: '1' }])
  return {
    ...rest,
    ...(accepted && { units: [...accepted] }),
    ...(soft && { soft: rangeOf(soft) }),
    ...(hard && { hard: rangeOf(hard) }),
  }
}

export const text = (spec: Of<'text'>) => ({ type: 'text', ...spec }) satisfies Item
export const integer = (spec: Measured<'integer'>) => ({ type: 'integer', ...measured(spec) }) satisfies Item
export const decimal = (spec: Measured<'decimal'>) => ({ type: 'decimal', ...measured(spec) }) satisfies Item
export const date = (spec: Of<'date'>) => ({ type: 'date', ...spec }) satisfies Item
export const time = (spec: Of<'time'>) => ({ type: 'time', ...spec }) satisfies Item
export const datetime = (spec: Of<'datetime'>) => ({ type: 'datetime', ...spec }) satisfies Item
/** One answer of a list. */
export const code = (spec: Of<'code'>) => ({ type: 'code', ...spec }) satisfies Item
/** Any number of answers of a list. */
export const multi = (spec: Of<'multi'>) => ({ type: 'multi', ...spec }) satisfies Item
/** What an expression of the study's own comes to. */
export const calculated = (spec: Of<'calculated'> & { readonly expression: string }) =>
  ({ type: 'calculated', ...spec }) satisfies Item

/** What a published formula comes to; the compiler asks for each of its inputs. */
export const computed = <Name extends string>({
  formula,
  given,
  ...spec
}: Omit<Of<'calculated'>, 'expression' | 'result' | 'unit'> & {
  readonly formula: Formula<Name>
  readonly given: Readonly<Record<Name, FormulaDef['given'][string]>>
}) =>
  ({
    type: 'calculated',
    ...spec,
    expression: { formula: formula.key, given: { ...given } },
    result: 'decimal',
  }) satisfies Item

/** A text, with the CDISC submission value of its code where that is not the code itself. */
type CodeText = Text & { readonly submission?: string }

export const codeList = (oid: string, codes: Readonly<Record<string, CodeText>>): CodeListDef => ({
  oid,
  codes: Object.entries(codes).map(([key, { submission, ...text }]) => ({
    code: key,
    text,
    ...(submission !== undefined && { submission }),
  })),
})

interface Group {
  readonly title?: Text
  /** Rows the user adds, as a table. */
  readonly repeating?: boolean
  readonly layout?: 'list' | 'laboratory'
  /** Its decimal results get the limits of their laboratory beside them, `HGBNRLO` and `HGBNRHI`. */
  readonly reference?: ReferenceDef
  readonly items: Readonly<Record<string, Item>>
}
type Groups = Readonly<Record<string, Group>>
type KeyIn<G extends Groups> = { [Name in keyof G]: keyof G[Name]['items'] & string }[keyof G]

/** Texts as typed of the form's items, of items of other forms as `FORM.ITEM`, and how many rows a group has. */
type Case<Key extends string> = { readonly [Name in Key | `${string}.${string}`]?: string }

export interface Check<Key extends string, Group extends string = never> {
  readonly id: string
  readonly severity: Severity
  /** The category that a deviation it proposes begins with. */
  readonly deviation?: string
  readonly items: readonly [Key, ...Key[]]
  /** CEL: true when all is well. */
  readonly holds: string
  /** As a colleague would say it: what does not fit. */
  readonly message: Text
  /** The part of the protocol that asks for it. */
  readonly source?: CheckDef['source'] & object
  readonly cases: Readonly<Record<keyof CheckDef['cases'], Case<Key | Group>>>
}

/** A check that several forms or a function of a study's own share; its cases are held by `problemsOf`. */
export const checkOf = <const Key extends string>(
  check: Omit<Check<Key>, 'cases'> & Pick<Check<string>, 'cases'>,
): Omit<Check<Key>, 'cases'> & Pick<Check<string>, 'cases'> => check

/** A form as data, with the code lists it needs: a study that uses it takes both. */
export interface Form {
  readonly def: FormDef
  readonly codeLists: readonly CodeListDef[]
}

/** How participants answer a form by themselves, in names that the form has. */
export interface Kiosk<Key extends string, Group extends string> {
  readonly questions: Group
  readonly begin: { readonly [Name in Key]?: string }
  readonly date?: Key
  readonly time?: Key
  readonly language?: Key
  readonly notApplicable?: { readonly items: readonly Key[]; readonly label: Text }
  readonly ends: readonly { readonly items: readonly Key[]; readonly low: Text; readonly high: Text }[]
}

const kioskDef = ({ begin, ends, notApplicable, ...rest }: Kiosk<string, string>): KioskDef => ({
  ...rest,
  begin: given(begin),
  ...(notApplicable && { notApplicable: { items: [...notApplicable.items], label: notApplicable.label } }),
  ends: ends.map(({ items, low, high }) => ({ items: [...items], low, high })),
})

/** A form. Groups and items stand in the order they are written, which is the order of entry. */
export function defineForm<G extends Groups>(form: {
  readonly oid: string
  readonly title: Text
  readonly repeating?: boolean
  readonly nameItem?: NoInfer<KeyIn<G>>
  readonly domain?: NonNullable<FormDef['domain']>
  /** Where its answers come from, where they are not entered directly. */
  readonly source?: NonNullable<FormDef['source']>
  readonly groups: G
  /** Items that get a column in the table of its records. */
  readonly columns?: readonly NoInfer<KeyIn<G>>[]
  readonly kiosk?: Kiosk<NoInfer<KeyIn<G>>, NoInfer<keyof G & string>>
  readonly checks?: readonly Check<NoInfer<KeyIn<G>>, NoInfer<keyof G & string>>[]
}): Form {
  const { groups, checks, kiosk, columns, ...rest } = form
  return {
    def: {
      ...rest,
      ...(kiosk && { kiosk: kioskDef(kiosk) }),
      ...(columns && { log: { columns: [...columns] } }),
      groups: Object.entries<Group>(groups).map(([oid, group]) => groupDef(oid, group)),
      checks: (checks ?? []).map(({ items, cases, ...check }) => ({
        ...check,
        items: [...items],
        cases: plain(cases),
      })),
    },
    codeLists: Object.values<Group>(groups).flatMap(({ items }) =>
      Object.values(items).flatMap((item) => ('codeList' in item ? [item.codeList] : [])),
    ),
  }
}

const groupDef = (oid: string, { items, ...group }: Group): GroupDef => ({
  oid,
  ...group,
  items: Object.entries(items).flatMap(([key, item]) => {
    const def = itemDef(key, item)
    return group.reference ? [def, ...limitItems(def)] : [def]
  }),
})

const itemDef = (oid: string, item: Item): ItemDef =>
  item.type === 'code' || item.type === 'multi' ? { ...item, oid, codeList: item.codeList.oid } : { ...item, oid }

const plain = <Key extends string>({ holds, boundary, fails }: Check<Key>['cases']): CheckDef['cases'] => ({
  holds: given(holds),
  boundary: given(boundary),
  fails: given(fails),
})
const given = (values: Case<string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])))

type Event = Omit<StudyEventDef, 'forms' | 'title' | 'epoch'> & {
  readonly title: Text
  readonly epoch?: Text
  readonly forms: readonly Form[]
}

/** A study as its authors write it: events name the forms themselves. */
export interface StudyDesign {
  readonly study: StudyVersion['study']
  readonly name: string
  /** What is different in this version. */
  readonly about?: Text
  /** The first day on which a training for this version counts, where what is new in it has to be learnt. */
  readonly training?: NonNullable<StudyVersion['training']>
  /** Where participants consent to the study as a whole. */
  readonly consent?: NonNullable<StudyVersion['consent']>
  readonly arms: StudyVersion['arms']
  readonly assignment?: NonNullable<StudyVersion['assignment']>
  readonly phases?: readonly PhaseDef[]
  readonly moves?: readonly MoveDef[]
  readonly anchors: readonly AnchorDef[]
  readonly ends?: readonly string[]
  readonly notes?: readonly StudyNote[]
  readonly events: readonly Event[]
  readonly visitDate: { readonly form: Form; readonly item: string }
  readonly eligibility?: EligibilityDef
  readonly signing: readonly { readonly form: Form; readonly meaning: StudyVersion['signing'][number]['meaning'] }[]
  /** Anchors that begin a course. */
  readonly baselines?: readonly string[]
  /** What the laboratories of the study gave as their reference ranges. */
  readonly ranges?: NonNullable<StudyVersion['ranges']>
  readonly gates?: GatesDef
  readonly randomisation?: NonNullable<StudyVersion['randomisation']>
  /** Times to an event that it tells, by parameter code. */
  readonly endpoints?: Readonly<Record<string, EndpointDef>>
  readonly safety?: NonNullable<StudyVersion['safety']>
  /** Versions of what people code with, where the sponsor has named them. */
  readonly dictionaries?: NonNullable<StudyVersion['dictionaries']>
}

/** The study version of a design: its forms and code lists are those that its events use, each once. */
export function defineStudy(design: StudyDesign): StudyVersion {
  const { events, visitDate, signing, anchors, phases, moves, ends, notes, baselines, endpoints, ...rest } = design
  const forms = events.flatMap((event) => event.forms)
  const defs = once(forms.map(({ def }) => def))
  return {
    format: 1,
    ...rest,
    anchors: [...anchors],
    ...(phases && { phases: [...phases] }),
    ...(moves && { moves: [...moves] }),
    ...(ends && { ends: [...ends] }),
    ...(notes && { notes: [...notes] }),
    ...(baselines && { baselines: [...baselines] }),
    events: events.map((event) => ({ ...event, forms: event.forms.map(({ def }) => def.oid) })),
    forms: defs,
    codeLists: once(forms.flatMap((form) => form.codeLists)),
    visitDate: { form: visitDate.form.def.oid, item: visitDate.item },
    signing: signing.map(({ form, meaning }) => ({ form: form.def.oid, meaning })),
    tabulation: tabulationOf({ forms: defs }, endpoints),
  }
}

/** A design with some of its forms written otherwise: each takes the place of the one that has its oid. */
export function withForms(design: StudyDesign, ...others: readonly Form[]): StudyDesign {
  const byOid = new Map(others.map((form) => [form.def.oid, form]))
  const written = (form: Form): Form => byOid.get(form.def.oid) ?? form
  return {
    ...design,
    events: design.events.map((event) => ({ ...event, forms: event.forms.map(written) })),
    visitDate: { ...design.visitDate, form: written(design.visitDate.form) },
    signing: design.signing.map((asked) => ({ ...asked, form: written(asked.form) })),
  }
}

/** Two things of one name are a slip of the author's: which of them was meant? */
function once<Def extends { readonly oid: string }>(defs: readonly Def[]): Def[] {
  const byOid = new Map<string, Def>()
  for (const def of defs) {
    const known = byOid.get(def.oid)
    if (known && known !== def) throw new Error(`two different definitions are called ${def.oid}`)
    byOid.set(def.oid, def)
  }
  return [...byOid.values()]
}
