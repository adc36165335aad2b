import { type Json, canonicalJson } from '../canonical-json'
import { assumptionsOf } from './assumptions'
import type { LocalText, StudyVersion } from './definition'
import type { CriterionDef } from './eligibility-definition'
import { isProfile } from './eq5d-profile'

/** Where a value of a study version is from: its record or a register, a label, memory, a default chosen here. */
export type Origin = 'record' | 'register' | 'publication' | 'standard' | 'label' | 'recalled' | 'assumed'

/** A value that the study is run by, and that another version could set otherwise. */
export interface StudyParameter {
  readonly area: 'eligibility' | 'gates' | 'randomisation' | 'questionnaires' | 'schedule'
  /** Its name within the area, such as `minAge`, `lutetium.labAge`, or the visit or arm it is about. */
  readonly name: string
  /** As text; undefined where the definition of a visit or an arm is itself the value. */
  readonly value: string | undefined
  readonly from: Origin
  readonly note: LocalText | undefined
  /** What uses it: criteria by their numbers, arms of a gate; none where its name says so. */
  readonly usedIn: readonly string[]
}

/** Whether somebody has still to say that it is so. */
export const isOpen = ({ from }: StudyParameter): boolean => from === 'recalled' || from === 'assumed'

/** Every named value of a study version with where it is from: eligibility, dose gates, randomisation, questionnaires, then the schedule. */
export function parametersOf(version: StudyVersion): readonly StudyParameter[] {
  return [
    ...ofEligibility(version),
    ...ofGates(version),
    ...ofRandomisation(version),
    ...ofQuestionnaires(version),
    ...ofSchedule(version),
  ]
}

const noteOf = (note: string | undefined): LocalText | undefined => (note === undefined ? undefined : { en: note })

function ofEligibility({ eligibility }: StudyVersion): readonly StudyParameter[] {
  if (!eligibility) return []
  return Object.entries(eligibility.parameters).map(([name, { value, from, note }]) => ({
    area: 'eligibility',
    name,
    value: valueText(value),
    from,
    note: noteOf(note),
    usedIn: eligibility.criteria.filter((criterion) => names(criterion, name)).map(({ id }) => id),
  }))
}

function names({ rule, asks, decides, flags = [] }: CriterionDef, name: string): boolean {
  const word = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`)
  return [rule, asks, decides, ...flags.map(({ when }) => when)].some((text) => text !== undefined && word.test(text))
}

type Members = { readonly [key: string]: Json | undefined }

/** A value as the definition holds it beside where it is from. */
interface Held {
  readonly value: Json
  readonly from: Origin
  readonly note?: string
}

const isHeld = (part: Json | undefined): part is Held & Json =>
  typeof part === 'object' && part !== null && 'value' in part && 'from' in part && typeof part.from === 'string'

function ofGates({ gates }: StudyVersion): readonly StudyParameter[] {
  return Object.entries(gates ?? {}).flatMap(([agent, variants]) =>
    (variants ?? []).flatMap(
      ({ arms, asks }: { readonly arms?: readonly string[] | undefined; readonly asks: Members }) =>
        Object.entries(asks).flatMap(([name, part]): readonly StudyParameter[] =>
          isHeld(part)
            ? [
                {
                  area: 'gates',
                  name: `${agent}.${name}`,
                  value: valueText(part.value),
                  from: part.from,
                  note: noteOf(part.note),
                  usedIn: arms ?? [],
                },
              ]
            : [],
        ),
    ),
  )
}

function ofRandomisation({ randomisation }: StudyVersion): readonly StudyParameter[] {
  if (!randomisation) return []
  const { masking, unblinded, method, arms, strata, needs } = randomisation
  const held = (name: string, part: Held, value = valueText(part.value)): StudyParameter => ({
    area: 'randomisation',
    name,
    value,
    from: part.from,
    note: noteOf(part.note),
    usedIn: [],
  })
  return [
    held('masking', masking),
    ...(unblinded ? [held('unblinded', unblinded, unblinded.value.join(', '))] : []),
    held('method', method),
    held('arms', arms, arms.value.map(({ arm, parts }) => `${arm} ${parts}`).join(' : ')),
    ...arms.value.flatMap(({ arm, subArm }) => (subArm ? [held(`arms.${arm}`, subArm, subArm.value.value)] : [])),
    ...strata.map((part) =>
      held(
        `strata.${part.value.oid}`,
        part,
        part.value.by === 'value' ? part.value.levels.map(({ code }) => code).join(', ') : 'site',
      ),
    ),
    ...needs.map((part) => held(`needs.${part.value.oid}`, part, part.value.holds)),
  ]
}

/** A study that asks the EQ-5D rests on some set of values, also where nobody has said which. */
function ofQuestionnaires({ questionnaires, forms }: StudyVersion): readonly StudyParameter[] {
  const asking = forms.filter(({ groups }) => groups.some(({ items }) => items.some(isProfile)))
  if (asking.length === 0) return []
  const named = questionnaires?.eq5dValueSet
  const note = named && 'note' in named ? noteOf(named.note) : undefined
  return [
    {
      ...{ area: 'questionnaires', name: 'eq5dValueSet', usedIn: asking.map(({ oid }) => oid) },
      value: named?.value,
      from: named?.from ?? 'assumed',
      note: named ? note : NO_VALUE_SET,
    },
  ]
}

const NO_VALUE_SET: LocalText = {
  en: 'No set of values is named for the EQ-5D-5L, so there is no index.',
  fr: 'Aucun jeu de valeurs n’est désigné pour l’EQ-5D-5L ; il n’y a donc pas d’indice.',
  sv: 'Ingen värdeuppsättning är angiven för EQ-5D-5L, så det finns inget index.',
}

const ofSchedule = (version: StudyVersion): readonly StudyParameter[] =>
  assumptionsOf(version).map(({ about, source }) => ({
    area: 'schedule',
    name: about,
    value: undefined,
    from: source.from,
    note: source.note,
    usedIn: [],
  }))

/** A value in few words: limits with their units, lists with commas. */
export function valueText(value: Json): string {
  if (isList(value)) return value.map(valueText).join(value.every(isInUnit) ? ' = ' : ', ')
  if (typeof value !== 'object' || value === null) return String(value)
  if (isInUnit(value)) return `${value.value} ${value.unit}`
  const { decimal, analyte, values } = value
  if (decimal !== undefined) return valueText(decimal)
  if (analyte !== undefined && values !== undefined) return `${valueText(analyte)} ${valueText(values)}`
  const entries = Object.entries(value)
  const plain = entries.every(([, part]) => typeof part !== 'object')
  return plain ? entries.map(([name, part]) => `${name} ${valueText(part ?? null)}`).join(', ') : canonicalJson(value)
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

const isInUnit = (value: Json): value is { readonly unit: string; readonly value: string } =>
  typeof value === 'object' && value !== null && 'unit' in value && 'value' in value
