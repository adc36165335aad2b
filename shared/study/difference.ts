import { type Json, canonicalJson } from '../canonical-json'
import type { CompiledStudy } from './compile'
import type { CheckDef, FormDef, ItemDef, LocalText, Range, StudyVersion } from './definition'
import type { CriterionDef } from './eligibility-definition'
import { targetsOf } from './occurrences'
import { type StudyParameter, parametersOf } from './parameters'
import type { StudyEventDef, TargetDef } from './schedule-definition'

/** What part of a study a difference is about, in the order in which people ask. */
export const AREAS = ['study', 'arms', 'schedule', 'forms', 'items', 'checks', 'criteria', 'parameters'] as const
export type Area = (typeof AREAS)[number]

/** One thing that a version has, lacks or says otherwise than the one before. */
export interface Difference {
  readonly area: Area
  readonly kind: 'added' | 'removed' | 'changed'
  /** Its name in the study: a visit, `FORM.ITEM`, the number of a criterion. */
  readonly name: string
  readonly title: LocalText
  /** What is said otherwise of it, by aspect; where the whole of it came or went, what is or was said of it in words. */
  readonly aspects: readonly AspectChange[]
}

export interface AspectChange {
  readonly aspect: Aspect
  readonly before: LocalText | undefined
  readonly after: LocalText | undefined
}

export const ASPECTS = [
  ...(['title', 'type', 'units', 'soft', 'hard', 'required', 'when', 'codes', 'formula', 'severity', 'rule'] as const),
  ...(['window', 'forms', 'arms', 'phases', 'mode', 'value', 'origin', 'note', 'more'] as const),
] as const
export type Aspect = (typeof ASPECTS)[number]

/** What a version of a study asks otherwise than another, in words of the study. Nothing is left out. */
export function differencesOf(before: CompiledStudy, after: CompiledStudy): readonly Difference[] {
  const [was, is] = [before.version, after.version]
  return [
    ...compare(
      'study',
      [was],
      [is],
      () => '',
      studyAspects,
      ({ study }) => study.title,
    ),
    ...compare('arms', was.arms, is.arms, named, (arm) => ({ title: arm.title, more: without(arm, 'title') }), titled),
    ...compare(
      'arms',
      was.phases ?? [],
      is.phases ?? [],
      named,
      (phase) => ({ title: phase.title, more: without(phase, 'title') }),
      titled,
    ),
    ...compare(
      'arms',
      was.moves ?? [],
      is.moves ?? [],
      (one) => `${one.from.join('|')} → ${one.to}`,
      (one) => ({ more: one }),
      plainTitle((one) => `${one.from.join(', ')} → ${one.to}`),
    ),
    ...compare(
      'schedule',
      was.anchors,
      is.anchors,
      named,
      (anchor) => ({ when: text(anchor.when), more: without(anchor, 'when') }),
      plainTitle(named),
    ),
    ...compare('schedule', was.events, is.events, eventName, eventAspects, titled),
    ...compare('forms', was.forms, is.forms, named, formAspects, titled),
    ...compare(
      'items',
      itemsOf(before),
      itemsOf(after),
      ({ name }) => name,
      itemAspects,
      ({ def }) => def.label,
    ),
    ...compare(
      'checks',
      checksOf(was),
      checksOf(is),
      ({ name }) => name,
      checkAspects,
      ({ check }) => check.message,
    ),
    ...compare(
      'criteria',
      was.eligibility?.criteria ?? [],
      is.eligibility?.criteria ?? [],
      ({ id }) => id,
      criterionAspects,
      (one) => one.text,
    ),
    ...compare(
      'parameters',
      numbered(parametersOf(was)),
      numbered(parametersOf(is)),
      ({ key }) => key,
      parameterAspects,
      plainTitle(({ one }) => one.name),
    ),
  ]
}

type Aspects = { readonly [Said in Aspect]?: Json | undefined }

function compare<One>(
  area: Area,
  was: readonly One[],
  is: readonly One[],
  nameOf: (one: One) => string,
  aspectsOf: (one: One) => Aspects,
  titleOf: (one: One) => LocalText,
): readonly Difference[] {
  const before = new Map(was.map((one) => [nameOf(one), one]))
  const after = new Map(is.map((one) => [nameOf(one), one]))
  const whole = (kind: 'added' | 'removed', one: One, name: string): Difference => {
    // Its words are its title, and settings without words of their own say little where nothing stands beside them.
    const said = { ...aspectsOf(one), title: undefined, more: undefined }
    const aspects = kind === 'added' ? changes({}, said) : changes(said, {})
    return { area, kind, name, title: titleOf(one), aspects }
  }
  return [
    ...[...after].flatMap(([name, one]): readonly Difference[] => {
      const old = before.get(name)
      if (old === undefined) return [whole('added', one, name)]
      const aspects = changes(aspectsOf(old), aspectsOf(one))
      return aspects.length === 0 ? [] : [{ area, kind: 'changed', name, title: titleOf(one), aspects }]
    }),
    ...[...before].flatMap(([name, one]) => (after.has(name) ? [] : [whole('removed', one, name)])),
  ]
}

const changes = (was: Aspects, is: Aspects): readonly AspectChange[] =>
  ASPECTS.flatMap((aspect) =>
    same(was[aspect], is[aspect]) ? [] : [{ aspect, before: shown(was[aspect]), after: shown(is[aspect]) }],
  )

const jsonOf = (value: Json | undefined): string => (value === undefined ? '' : canonicalJson(value))
const same = (a: Json | undefined, b: Json | undefined): boolean => jsonOf(a) === jsonOf(b)

/** A text stays one in its languages; what has no words of its own is shown as it stands in the definition. */
function shown(value: Json | undefined): LocalText | undefined {
  if (value === undefined) return undefined
  if (isText(value)) return value
  return { en: typeof value === 'string' ? value : jsonOf(value) }
}

const isText = (value: unknown): value is LocalText =>
  typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string'

type Members = { readonly [key: string]: Json | undefined }

const named = ({ oid }: { readonly oid: string }): string => oid
const titled = ({ title }: { readonly title: LocalText }): LocalText => title
const plainTitle =
  <One>(of: (one: One) => string) =>
  (one: One): LocalText => ({ en: of(one) })
const text = (value: string | boolean | undefined): string | undefined =>
  value === undefined ? undefined : String(value)

function without(one: Members, ...keys: readonly string[]): Json | undefined {
  const rest = Object.entries(one).filter(([key, value]) => value !== undefined && !keys.includes(key))
  return rest.length === 0 ? undefined : Object.fromEntries(rest)
}

const studyAspects = ({
  study,
  visitDate,
  baselines,
  ranges,
  signing,
  ends,
  assignment,
  consent,
  training,
}: StudyVersion): Aspects => ({
  title: study.title,
  more: {
    visitDate,
    baselines,
    ranges,
    signing,
    ends,
    assignment,
    consent,
    training,
    name: study.name,
    code: study.sponsorCode,
  },
})

const eventName = ({ oid, repeat }: StudyEventDef): string => (repeat ? `${oid} ${repeat.from}–${repeat.to}` : oid)

function eventAspects(event: StudyEventDef): Aspects {
  const targets = targetsOf(event)
  return {
    title: event.title,
    window: targets.length === 0 ? undefined : targets.map(windowText).join('; '),
    forms: event.forms.join(', '),
    arms: event.arms?.join(', '),
    phases: event.phases?.join(', '),
    more: without(event, 'oid', 'title', 'target', 'forms', 'arms', 'phases', 'repeat'),
  }
}

function windowText(target: TargetDef): string {
  const from = target.anchor ?? target.event ?? ''
  if (!('days' in target)) return `${from} + ${target.hours} h (−${target.hoursBefore}/+${target.hoursAfter} h)`
  const each = target.each ? ` + n × ${target.each.months ?? target.each.days ?? 0}` : ''
  return `${from} + ${target.days} d${each} (−${target.before}/+${target.after} d)`
}

const formAspects = (form: FormDef): Aspects => ({
  title: form.title,
  more: without(form, 'oid', 'title', 'groups', 'checks'),
})

interface PlacedItem {
  readonly name: string
  readonly def: ItemDef
  readonly group: string
  readonly codes: string | undefined
}

const itemsOf = (study: CompiledStudy): readonly PlacedItem[] =>
  study.version.forms.flatMap((form) =>
    form.groups.flatMap((group) =>
      group.items.map((def) => ({
        ...{ name: `${form.oid}.${def.oid}`, def, group: group.oid },
        codes: study
          .codeListOf(def)
          ?.codes.map(({ code, text: words }) => `${code} ${words.en}`)
          .join('; '),
      })),
    ),
  )

/** What the other aspects of an item say. */
const SAID = ['oid', 'label', 'type', 'required', 'when', 'units', 'soft', 'hard', 'codeList', 'expression']

function itemAspects({ def, group, codes }: PlacedItem): Aspects {
  const { type } = def
  const measured = type === 'integer' || type === 'decimal' ? def : undefined
  return {
    title: def.label,
    type,
    units: measured?.units?.map(({ unit }) => unit).join(', '),
    soft: rangeText(measured?.soft),
    hard: rangeText(measured?.hard),
    required: text(def.required),
    when: def.when,
    codes,
    formula: type === 'calculated' ? def.expression : undefined,
    more: { group, rest: without(def, ...SAID) },
  }
}

const rangeText = (range: Range | undefined): string | undefined => range && `${range.low ?? ''} – ${range.high ?? ''}`

const checksOf = ({ forms }: StudyVersion) =>
  forms.flatMap((form) => form.checks.map((check) => ({ name: `${form.oid} ${check.id}`, check })))

const checkAspects = ({ check }: { readonly check: CheckDef }): Aspects => ({
  title: check.message,
  severity: check.severity,
  rule: check.holds,
  more: check.items,
})

const criterionAspects = (criterion: CriterionDef): Aspects => ({
  title: criterion.text,
  mode: criterion.mode,
  rule: criterion.rule,
  phases: criterion.phases.join(', '),
  note: criterion.note,
  more: without(criterion, 'id', 'text', 'mode', 'rule', 'phases', 'note'),
})

interface Numbered {
  readonly key: string
  readonly one: StudyParameter
}

/** What has the same name twice, as gates of several arms do, is told apart by its place. */
function numbered(all: readonly StudyParameter[]): readonly Numbered[] {
  const seen = new Map<string, number>()
  return all.map((one) => {
    const base = `${one.area} ${one.name}`
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return { key: count === 1 ? base : `${base} (${count})`, one }
  })
}

const parameterAspects = ({ one }: Numbered): Aspects => ({
  value: one.value,
  origin: one.from,
  note: one.note,
  arms: one.usedIn.join(', '),
})
